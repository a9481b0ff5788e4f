package org.countersign.sasl.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accounts that are there already. */
final class DirectoryInMemory implements Directory {
    /** No user's name. What is found under it costs whoever is unknown as much as a user costs that is found (SEC-04). */
    private static final String NOBODY = "";

    private final Map<String, CompletionStage<Optional<Account>>> byUser = new HashMap<>();
    private final List<Account> accounts;

    DirectoryInMemory(Iterable<Account> accounts) {
        // under another object, or the look-up would be spared the comparison that every other takes
        byUser.put(new String(), CompletableFuture.completedFuture(Optional.empty()));
        List<Account> all = new ArrayList<>();
        for (Account account : accounts) {
            all.add(account);
            byUser.put(account.user(), CompletableFuture.completedFuture(Optional.of(account)));
        }
        this.accounts = List.copyOf(all);
    }

    @Override
    public CompletionStage<Optional<Account>> find(String user, String realm) {
        CompletionStage<Optional<Account>> found = byUser.get(user);
        return found != null ? found : Objects.requireNonNull(byUser.get(NOBODY));
    }

    @Override
    public Collection<Account> samples() {
        return accounts;
    }
}
