package org.countersign.sasl.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Secret;

/** One password for every realm. */
record PasswordCredentials(Identities identities, Secret password) implements Credentials {

    @Override
    public boolean has(ClientNeed need) {
        return need == ClientNeed.PASSWORD;
    }

    @Override
    public CompletionStage<Secret> password(String realm) {
        return CompletableFuture.completedFuture(password.copy());
    }

    @Override
    public CompletionStage<Secret> token() {
        return CompletableFuture.failedFuture(new IllegalStateException("a password is no token"));
    }
}
