package org.countersign.benchmarks.exchanges;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.countersign.sasl.ClientQuestion.DerivedKey;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Secret;
import org.countersign.sasl.client.Credentials;

/** Credentials that keep the key of their only server, as an application would. */
final class KeyKept implements Credentials {
    private final Credentials real;
    private final AtomicReference<Secret> kept = new AtomicReference<>();

    KeyKept(Credentials real) {
        this.real = real;
    }

    @Override
    public Optional<Secret> derivedKey(DerivedKey question) {
        return Optional.ofNullable(kept.get()).map(Secret::copy);
    }

    @Override
    public void keep(DerivedKey question, Secret key) {
        kept.set(key.copy());
    }

    @Override
    public Identities identities() {
        return real.identities();
    }

    @Override
    public boolean has(ClientNeed need) {
        return real.has(need);
    }

    @Override
    public CompletionStage<Secret> password(String realm) {
        return real.password(realm);
    }

    @Override
    public CompletionStage<Secret> token() {
        return real.token();
    }
}
