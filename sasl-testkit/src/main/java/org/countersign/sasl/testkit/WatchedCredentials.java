package org.countersign.sasl.testkit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.ClientQuestion.DerivedKey;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Secret;
import org.countersign.sasl.client.Credentials;

/** Credentials whose secrets are recorded, and handed out in one manner or another; for one exchange. */
@NotThreadSafe
record WatchedCredentials(Credentials credentials, Identities identities, Answering answering, Recorder recorder)
        implements Credentials {

    @Override
    public boolean has(ClientNeed need) {
        return credentials.has(need);
    }

    @Override
    public CompletionStage<Secret> password(String realm) {
        return answering.answer(() -> watched(credentials.password(realm), recorder.passwords));
    }

    @Override
    public CompletionStage<Secret> token() {
        return answering.answer(() -> watched(credentials.token(), recorder.tokens));
    }

    @Override
    public CompletionStage<String> realm(List<String> offered) {
        return answering.answer(() -> credentials.realm(offered));
    }

    @Override
    public Optional<Secret> derivedKey(DerivedKey question) {
        return credentials.derivedKey(question);
    }

    @Override
    public void keep(DerivedKey question, Secret key) {
        credentials.keep(question, key);
    }

    private CompletionStage<Secret> watched(CompletionStage<Secret> stage, List<byte[]> copies) {
        return stage.thenApply(secret -> {
            copies.add(secret.octets().clone());
            recorder.secrets.add(secret);
            return secret;
        });
    }
}
