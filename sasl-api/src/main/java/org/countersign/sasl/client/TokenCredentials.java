package org.countersign.sasl.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Secret;

/** Tokens from a source that keeps them fresh. */
record TokenCredentials(Identities identities, Supplier<CompletionStage<Secret>> freshToken) implements Credentials {

    @Override
    public boolean has(ClientNeed need) {
        return need == ClientNeed.TOKEN;
    }

    @Override
    public CompletionStage<Secret> password(String realm) {
        return CompletableFuture.failedFuture(new IllegalStateException("a token is no password"));
    }

    @Override
    public CompletionStage<Secret> token() {
        return freshToken.get();
    }
}
