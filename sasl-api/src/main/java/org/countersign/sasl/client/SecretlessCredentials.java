package org.countersign.sasl.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Secret;

/** Nothing to show: the proof is elsewhere, or there is none. */
record SecretlessCredentials(Identities identities) implements Credentials {

    @Override
    public boolean has(ClientNeed need) {
        return need == ClientNeed.NOTHING;
    }

    @Override
    public CompletionStage<Secret> password(String realm) {
        return CompletableFuture.failedFuture(new IllegalStateException("there is no password"));
    }

    @Override
    public CompletionStage<Secret> token() {
        return CompletableFuture.failedFuture(new IllegalStateException("there is no token"));
    }
}
