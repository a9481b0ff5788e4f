package org.countersign.sasl.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.ClientQuestion.DerivedKey;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.Secret;

/**
 * What a client has to show, and answers to what mechanisms ask. A stage may be complete at once or later; an exception,
 * thrown or in the stage, is a temporary failure. A secret that is returned is wiped by the driver: return a copy.
 */
@ThreadSafe
public interface Credentials {

    Identities identities();

    /** Whether there is anything for a mechanism with this need. */
    boolean has(ClientNeed need);

    /**
     * The password, UTF-8.
     *
     * @param realm empty where the mechanism has no realms
     */
    CompletionStage<Secret> password(String realm);

    /** A token that is valid now. */
    CompletionStage<Secret> token();

    /** One of the realms offered, or one that the user knows when none is. */
    default CompletionStage<String> realm(List<String> offered) {
        return CompletableFuture.completedFuture(offered.isEmpty() ? "" : offered.get(0));
    }

    /** A key kept from an earlier exchange; empty: derive it. */
    default Optional<Secret> derivedKey(DerivedKey question) {
        return Optional.empty();
    }

    /** A key that has just been derived; borrowed: copy it to keep it. */
    default void keep(DerivedKey question, Secret key) {}

    /** A user with a password; the characters are copied, and the copy lives as long as the credentials. */
    static Credentials password(String user, char[] password) {
        return password(new Identities(user, null), password);
    }

    /** Identities with a password; the characters are copied, and the copy lives as long as the credentials. */
    static Credentials password(Identities identities, char[] password) {
        return new PasswordCredentials(identities, Secret.utf8(password));
    }

    /** A user with tokens, asked for one at each exchange. */
    static Credentials token(String user, Supplier<CompletionStage<Secret>> freshToken) {
        return token(new Identities(user, null), freshToken);
    }

    /** Identities with tokens, asked for one at each exchange. */
    static Credentials token(Identities identities, Supplier<CompletionStage<Secret>> freshToken) {
        return new TokenCredentials(identities, freshToken);
    }

    /**
     * Identities without a secret, for mechanisms whose proof is elsewhere or nowhere: EXTERNAL, which takes the identity
     * from TLS and carries only the authorization identity; ANONYMOUS, for which the authentication identity is the trace.
     */
    static Credentials withoutSecret(Identities identities) {
        return new SecretlessCredentials(identities);
    }
}
