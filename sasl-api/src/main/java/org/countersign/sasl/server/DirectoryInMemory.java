package org.countersign.sasl.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accounts that are there already. */
final class DirectoryInMemory implements Directory {
    private static final CompletionStage<Optional<Account>> NOBODY =
            CompletableFuture.completedFuture(Optional.empty());

    private final Map<String, CompletionStage<Optional<Account>>> byUser = new HashMap<>();
    private final List<Account> accounts;

    DirectoryInMemory(Iterable<Account> accounts) {
        List<Account> all = new ArrayList<>();
        for (Account account : accounts) {
            all.add(account);
            byUser.put(account.user(), CompletableFuture.completedFuture(Optional.of(account)));
        }
        this.accounts = List.copyOf(all);
    }

    @Override
    public CompletionStage<Optional<Account>> find(String user, String realm) {
        return byUser.getOrDefault(user, NOBODY);
    }

    @Override
    public Collection<Account> samples() {
        return accounts;
    }
}
