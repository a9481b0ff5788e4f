package org.countersign.sasl.client;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.SecurityLayer;
import org.jspecify.annotations.Nullable;

/** What a binding does next; {@link Success} and {@link Failure} end the exchange. */
@Immutable
public sealed interface ClientReply {

    /**
     * Sends a response.
     *
     * @param data null only as the first message: no initial response (SASL-04)
     */
    @Immutable
    record Send(byte @Nullable [] data) implements ClientReply {
        @Override
        public String toString() {
            return "Send[" + (data == null ? "absent" : data.length + " octets") + "]";
        }
    }

    /**
     * The server said success, and the mechanism believes it.
     *
     * @param layer takes effect right behind the server's message (SASL-18), and is the embedder's to close; null for none
     */
    @Immutable
    record Success(@Nullable SecurityLayer layer) implements ClientReply {}

    /**
     * Not authenticated.
     *
     * @param detail for the user or the log; never a secret
     * @param serverError what the server said of its refusal (OAuth's JSON), or null; unverified, never to be acted upon
     * @param cancelFirst whether the server still waits for a message, so that the exchange has to be cancelled
     */
    @Immutable
    record Failure(FailureKind kind, String detail, byte @Nullable [] serverError, boolean cancelFirst)
            implements ClientReply {
        public Failure {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public String toString() {
            return "Failure[" + kind + ", " + detail + "]";
        }
    }
}
