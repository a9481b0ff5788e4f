package org.countersign.sasl.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Secret;

/** Credentials that are asked for one secret, whatever it is called. */
record Tokens(Supplier<CompletionStage<Secret>> source) implements Credentials {

    Tokens(CompletableFuture<Secret> secret) {
        this(() -> secret);
    }

    @Override
    public Identities identities() {
        return new Identities("alice", null);
    }

    @Override
    public boolean has(ClientNeed need) {
        return true;
    }

    @Override
    public CompletionStage<Secret> password(String realm) {
        return source.get();
    }

    @Override
    public CompletionStage<Secret> token() {
        return source.get();
    }
}
