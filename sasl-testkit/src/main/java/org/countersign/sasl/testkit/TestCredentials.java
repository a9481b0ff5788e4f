package org.countersign.sasl.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.client.Credentials;

/** A password for mechanisms that want a password, and a token for those that want a token. */
record TestCredentials(Identities identities, String secretPassword, String secretToken) implements Credentials {

    /** The same user with another password and another token, each of the same length. */
    TestCredentials withOtherSecrets() {
        return new TestCredentials(identities, unlike(secretPassword), unlike(secretToken));
    }

    /** Another user, whose name has the same length, with the same secrets. */
    TestCredentials withOtherUser() {
        Identities other = new Identities(unlike(identities.authenticationId()), null);
        return new TestCredentials(other, secretPassword, secretToken);
    }

    private static String unlike(String text) {
        int last = text.length() - 1;
        return text.substring(0, last) + (text.charAt(last) == 'x' ? 'y' : 'x');
    }

    @Override
    public boolean has(ClientNeed need) {
        return true;
    }

    @Override
    public CompletionStage<Secret> password(String realm) {
        return CompletableFuture.completedFuture(Secret.owning(Utf8.encode(secretPassword)));
    }

    @Override
    public CompletionStage<Secret> token() {
        return CompletableFuture.completedFuture(Secret.owning(Utf8.encode(secretToken)));
    }

    @Override
    public String toString() {
        return "TestCredentials[" + identities + "]";
    }
}
