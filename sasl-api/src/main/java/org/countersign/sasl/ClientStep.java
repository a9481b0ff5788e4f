package org.countersign.sasl;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * What a mechanism's client side wants next. The difference between {@link Respond} and {@link Final} is the mechanism's
 * only statement on whether a server's "success" may be believed (SASL-09).
 *
 * <p>In {@code data} null is absent and an empty array is an empty message (SASL-04); absent is possible only as the
 * first step of a mechanism in which the server speaks first.
 */
@Immutable
public sealed interface ClientStep {

    /** Sends a response; the server has still something to show, so "success" now would be a lie. */
    @Immutable
    record Respond(byte @Nullable [] data, OnChallenge then) implements ClientStep {
        public Respond {
            Objects.requireNonNull(then, "then");
        }

        @Override
        public String toString() {
            return "Respond[" + (data == null ? "absent" : data.length + " octets") + "]";
        }
    }

    /**
     * Sends a response after which nothing is left to verify: "success" may be believed.
     *
     * @param layer the security layer that takes effect with success, or null
     * @param ifChallenged what to do when the server goes on all the same; "success" is then not believed any more
     */
    @Immutable
    record Final(byte[] data, @Nullable SecurityLayer layer, OnChallenge ifChallenged) implements ClientStep {
        public Final {
            Objects.requireNonNull(data, "data");
            Objects.requireNonNull(ifChallenged, "ifChallenged");
        }

        @Override
        public String toString() {
            return "Final[" + data.length + " octets]";
        }
    }

    /** Asks for a fact that the mechanism can not know, and continues with the answer. */
    @Immutable
    record Ask<A>(ClientQuestion<A> question, OnAnswer<A> then) implements ClientStep {
        public Ask {
            Objects.requireNonNull(question, "question");
            Objects.requireNonNull(then, "then");
        }

        @Override
        public String toString() {
            return "Ask[" + question.getClass().getSimpleName() + "]";
        }
    }

    /**
     * Answers a challenge that was an error message, and expects failure (RFC 7628, section 3.2.3).
     *
     * @param serverError what the server said; unverified, never to be acted upon
     */
    @Immutable
    record Concede(byte[] data, byte[] serverError) implements ClientStep {
        public Concede {
            Objects.requireNonNull(data, "data");
            Objects.requireNonNull(serverError, "serverError");
        }

        @Override
        public String toString() {
            return "Concede[" + data.length + " octets]";
        }
    }

    /**
     * The client gives up.
     *
     * @param detail for the user or the log; never a secret
     */
    @Immutable
    record Failure(FailureKind kind, String detail) implements ClientStep {
        public Failure {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /** Continues with the server's challenge; the array is the driver's to wipe and must not outlive the exchange. */
    @FunctionalInterface
    interface OnChallenge {
        ClientStep challenged(byte[] challenge) throws Exception;
    }

    /** Continues with the answer to a question. */
    @FunctionalInterface
    interface OnAnswer<A> {
        ClientStep answered(A answer) throws Exception;
    }

    static ClientStep respond(byte[] data, OnChallenge then) {
        return new Respond(data, then);
    }

    /** The first step of a client that lets the server speak first. */
    static ClientStep waitForChallenge(OnChallenge then) {
        return new Respond(null, then);
    }

    /** The last response of a mechanism whose server sends nothing more. */
    static ClientStep last(byte[] data) {
        return new Final(data, null, challenge -> malformed("challenge after the last response"));
    }

    static <A> ClientStep ask(ClientQuestion<A> question, OnAnswer<A> then) {
        return new Ask<>(question, then);
    }

    /** The server's message does not have the form that the mechanism prescribes. */
    static ClientStep malformed(String detail) {
        return new Failure(FailureKind.MALFORMED, detail);
    }

    /** The server's proof is wrong, or the credentials can not be used with this mechanism. */
    static ClientStep rejected(String detail) {
        return new Failure(FailureKind.REJECTED, detail);
    }
}
