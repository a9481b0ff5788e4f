package org.countersign.smtp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Secret;
import org.countersign.sasl.client.Credentials;

/** For mechanisms whose credentials are elsewhere. */
record NoCredentials() implements Credentials {

    @Override
    public Identities identities() {
        return new Identities("", null);
    }

    @Override
    public boolean has(ClientNeed need) {
        return need == ClientNeed.NOTHING;
    }

    @Override
    public CompletionStage<Secret> password(String realm) {
        return CompletableFuture.failedStage(new IllegalStateException("no password"));
    }

    @Override
    public CompletionStage<Secret> token() {
        return CompletableFuture.failedStage(new IllegalStateException("no token"));
    }
}
