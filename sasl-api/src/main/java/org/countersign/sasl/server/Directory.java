package org.countersign.sasl.server;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import net.jcip.annotations.ThreadSafe;

/**
 * Where a server finds accounts. Parsing, derivation and decoys are not its business: an LDAP or SQL author writes one
 * look-up.
 */
@FunctionalInterface
@ThreadSafe
public interface Directory {

    /**
     * Looks an account up.
     *
     * @param user as {@link #canonical} returned it
     * @param realm empty where the mechanism has no realms
     * @return empty for an unknown user; an exception, thrown or in the stage, is a temporary failure for everybody
     */
    CompletionStage<Optional<Account>> find(String user, String realm);

    /** The one spelling of a user's name, used for look-ups, decoys and comparisons; a pure function. */
    default String canonical(String user) {
        return user;
    }

    /**
     * Real accounts: what stands in for unknown users looks like them, down to the iteration count. All accounts, or a few
     * of them, always the same; none where the directory can not say.
     */
    default Collection<Account> samples() {
        return List.of();
    }

    /** A directory in memory; names are compared as they are. */
    static Directory of(Iterable<Account> accounts) {
        return new DirectoryInMemory(accounts);
    }
}
