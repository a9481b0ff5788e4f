package org.countersign.sasl.harness;

import java.util.List;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;

/** Directories with one user: alice, whose password is wonderland. */
public final class Users {
    private Users() {}

    public static Directory alice() {
        return Directory.of(List.of(Account.of("alice", "{PLAIN}wonderland")));
    }
}
