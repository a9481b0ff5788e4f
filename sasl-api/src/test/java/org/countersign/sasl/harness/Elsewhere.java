package org.countersign.sasl.harness;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Secret;
import org.countersign.sasl.client.Credentials;

/** A name, and nothing to show for it: whatever proves it is outside of the exchange. */
public record Elsewhere(Identities identities) implements Credentials {

    public Elsewhere(String user) {
        this(new Identities(user, null));
    }

    @Override
    public boolean has(ClientNeed need) {
        return need == ClientNeed.NOTHING;
    }

    @Override
    public CompletionStage<Secret> password(String realm) {
        return CompletableFuture.failedFuture(new IllegalStateException("no password"));
    }

    @Override
    public CompletionStage<Secret> token() {
        return CompletableFuture.failedFuture(new IllegalStateException("no token"));
    }
}
