package org.countersign.sasl.client;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.jcip.annotations.GuardedBy;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.ClientQuestion.DerivedKey;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Secret;
import org.jspecify.annotations.Nullable;

/** One password for every realm. The key last derived from it is kept, for the next login to the same server (SCRAM-25). */
@ThreadSafe
final class PasswordCredentials implements Credentials {
    private final Identities identities;
    private final Secret password;

    @GuardedBy("this")
    private @Nullable Kept kept;

    private record Kept(String kind, byte[] salt, int iterations, Secret key) {
        boolean answers(DerivedKey question) {
            return kind.equals(question.kind())
                    && iterations == question.iterations()
                    && MessageDigest.isEqual(salt, question.salt());
        }
    }

    PasswordCredentials(Identities identities, Secret password) {
        this.identities = identities;
        this.password = password;
    }

    @Override
    public Identities identities() {
        return identities;
    }

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

    @Override
    public synchronized Optional<Secret> derivedKey(DerivedKey question) {
        return kept != null && kept.answers(question) ? Optional.of(kept.key().copy()) : Optional.empty();
    }

    @Override
    public synchronized void keep(DerivedKey question, Secret key) {
        if (kept != null) {
            kept.key().close();
        }
        kept = new Kept(question.kind(), question.salt().clone(), question.iterations(), key.copy());
    }

    @Override
    public String toString() {
        return "PasswordCredentials[***]";
    }
}
