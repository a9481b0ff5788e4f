package org.countersign.sasl.server;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ProvedIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection after a successful exchange.
 *
 * @param identity who it proved to be, as the directory names it
 * @param authorizationId whom it may act as, as the authorizer granted it; empty for an anonymous client
 * @param principal what the directory attached to the account, or null
 * @param boundTo the type of channel binding that was verified, or null
 */
@Immutable
public record Authenticated(
        String mechanism,
        ProvedIdentity identity,
        String authorizationId,
        @Nullable Object principal,
        @Nullable String boundTo) {
    public Authenticated {
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(authorizationId, "authorizationId");
    }

    @Override
    public String toString() {
        return identity + " as " + authorizationId + " by " + mechanism;
    }
}
