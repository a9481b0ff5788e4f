package org.countersign.sasl.server;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.SecurityLayer;
import org.jspecify.annotations.Nullable;

/** What a binding sends to the client; {@link Success} and {@link Failure} end the exchange. */
@Immutable
public sealed interface ServerReply {

    /**
     * A challenge, possibly empty.
     *
     * @param data not to be changed: what both sides prove may be computed from it
     */
    @Immutable
    record Challenge(byte[] data) implements ServerReply {
        public Challenge {
            Objects.requireNonNull(data, "data");
        }

        @Override
        public String toString() {
            return "Challenge[" + data.length + " octets]";
        }
    }

    /**
     * The client is authenticated and authorized.
     *
     * @param additionalData data that goes with the outcome; null when there is none, or the protocol can not carry it
     *     and it has been sent as a challenge already (SASL-08)
     * @param layer takes effect right behind this outcome (SASL-18) and is the embedder's to close; null for none
     */
    @Immutable
    record Success(
            Authenticated who,
            byte @Nullable [] additionalData,
            @Nullable SecurityLayer layer) implements ServerReply {
        public Success {
            Objects.requireNonNull(who, "who");
        }

        @Override
        public String toString() {
            return "Success[" + who + "]";
        }
    }

    /** The client is not authenticated. There is no text, so that nothing can leak; the audit knows more. */
    @Immutable
    record Failure(FailureKind kind) implements ServerReply {
        public Failure {
            Objects.requireNonNull(kind, "kind");
        }
    }
}
