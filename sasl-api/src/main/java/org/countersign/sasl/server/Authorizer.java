package org.countersign.sasl.server;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.jcip.annotations.Immutable;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.ProvedIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Decides, for every mechanism, whether who has proved an identity may act as the one asked for (SASL-16). It is asked
 * after the proof and alone may say {@link FailureKind#TOO_WEAK}, {@link FailureKind#TRANSITION_NEEDED} and
 * {@link FailureKind#ACCOUNT_DISABLED}. An exception, thrown or in the stage, is a temporary failure.
 */
@FunctionalInterface
@ThreadSafe
public interface Authorizer {

    /**
     * Decides.
     *
     * @param authorizationId whom the client asks to act as; empty: as itself (SASL-14)
     * @param principal what the directory attached to the account, or null
     */
    CompletionStage<Decision> authorize(
            Attempt attempt, ProvedIdentity identity, String authorizationId, @Nullable Object principal);

    /** Everybody may act as themselves and as nobody else; an anonymous client as nobody. */
    static Authorizer self() {
        return (attempt, identity, authorizationId, principal) ->
                CompletableFuture.completedFuture(decideForSelf(identity, authorizationId));
    }

    private static Decision decideForSelf(ProvedIdentity identity, String authorizationId) {
        String own = identity instanceof ProvedIdentity.Named named ? named.authenticationId() : "";
        boolean itself = authorizationId.isEmpty() || authorizationId.equals(own);
        return itself ? new Decision.Grant(own) : new Decision.Deny(FailureKind.NOT_AUTHORIZED);
    }

    /** What an authorizer says. */
    @Immutable
    sealed interface Decision {

        /** Yes, as this identity; empty only for an anonymous client. */
        @Immutable
        record Grant(String authorizationId) implements Decision {
            public Grant {
                Objects.requireNonNull(authorizationId, "authorizationId");
            }
        }

        /** No. */
        @Immutable
        record Deny(FailureKind why) implements Decision {
            public Deny {
                Objects.requireNonNull(why, "why");
            }
        }
    }
}
