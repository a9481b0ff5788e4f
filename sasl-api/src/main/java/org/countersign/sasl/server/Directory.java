package org.countersign.sasl.server;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

    /** A directory in memory; names are compared as they are. */
    static Directory of(Iterable<Account> accounts) {
        Map<String, CompletionStage<Optional<Account>>> byUser = new java.util.HashMap<>();
        for (Account account : accounts) {
            byUser.put(account.user(), CompletableFuture.completedFuture(Optional.of(account)));
        }
        CompletionStage<Optional<Account>> nobody = CompletableFuture.completedFuture(Optional.empty());
        return (user, realm) -> byUser.getOrDefault(user, nobody);
    }
}
