package org.countersign.sasl;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * What a mechanism's server side wants next. A step that waits carries its own continuation, so a mechanism needs no
 * state object, and a message in the wrong state can not be expressed (RFC 4422, section 3).
 *
 * <p>The arrays in a step are handed over: the mechanism does not change them afterwards. Steps are compared by nobody;
 * {@code toString} of every step leaves the data out.
 */
@Immutable
public sealed interface ServerStep {

    /** Sends a challenge, possibly empty, and continues with the client's response. */
    @Immutable
    record Challenge(byte[] data, OnResponse then) implements ServerStep {
        public Challenge {
            Objects.requireNonNull(data, "data");
            Objects.requireNonNull(then, "then");
        }

        @Override
        public String toString() {
            return "Challenge[" + data.length + " octets]";
        }
    }

    /** Asks for a fact that the mechanism can not know, and continues with the answer. */
    @Immutable
    record Ask<A>(Question<A> question, OnAnswer<A> then) implements ServerStep {
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
     * The client has proved its identity. Whether it may act as {@code authorizationId} is not the mechanism's business:
     * the driver asks the authorizer, and only then lets {@code finalData} out.
     *
     * @param authorizationId what the client asked to act as; null or empty: as the identity it proved (SASL-14)
     * @param finalData additional data with success; null: none, empty: an empty message (SASL-04)
     * @param layer the security layer negotiated, or null
     * @param boundTo the channel-binding type verified, or null
     */
    @Immutable
    record Success(
            ProvedIdentity identity,
            @Nullable String authorizationId,
            byte @Nullable [] finalData,
            @Nullable SecurityLayer layer,
            @Nullable String boundTo)
            implements ServerStep {
        public Success {
            Objects.requireNonNull(identity, "identity");
        }

        /** The same success with this additional data. */
        public Success finalData(byte[] data) {
            return new Success(identity, authorizationId, data, layer, boundTo);
        }

        /** The same success with this security layer. */
        public Success layer(SecurityLayer negotiated) {
            return new Success(identity, authorizationId, finalData, negotiated, boundTo);
        }

        /** The same success, bound to the channel by this type of channel binding. */
        public Success boundTo(String type) {
            return new Success(identity, authorizationId, finalData, layer, type);
        }

        @Override
        public String toString() {
            return "Success[" + identity + "]";
        }
    }

    /**
     * The exchange has failed.
     *
     * @param detail for the audit, never for the client; a fixed word or two, never a quotation of what was received
     */
    @Immutable
    record Failure(FailureKind kind, String detail) implements ServerStep {
        public Failure {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /** Continues with the client's response; the array is the driver's to wipe and must not outlive the exchange. */
    @FunctionalInterface
    interface OnResponse {
        ServerStep respond(byte[] response) throws Exception;
    }

    /** Continues with the answer to a question. */
    @FunctionalInterface
    interface OnAnswer<A> {
        ServerStep answered(A answer) throws Exception;
    }

    static ServerStep challenge(byte[] data, OnResponse then) {
        return new Challenge(data, then);
    }

    static <A> ServerStep ask(Question<A> question, OnAnswer<A> then) {
        return new Ask<>(question, then);
    }

    /** Success of a named user who did not ask to act as somebody else. */
    static Success success(String authenticationId) {
        return success(authenticationId, null);
    }

    /** Success of a named user who asks to act as {@code authorizationId}, when that is neither null nor empty. */
    static Success success(String authenticationId, @Nullable String authorizationId) {
        return new Success(new ProvedIdentity.Named(authenticationId), authorizationId, null, null, null);
    }

    /** Success of somebody unnamed (RFC 4505). */
    static Success anonymous(String trace) {
        return new Success(new ProvedIdentity.Anonymous(trace), null, null, null, null);
    }

    /** The proof is wrong. */
    static ServerStep rejected(String detail) {
        return new Failure(FailureKind.REJECTED, detail);
    }

    /** The message does not have the form that the mechanism prescribes. */
    static ServerStep malformed(String detail) {
        return new Failure(FailureKind.MALFORMED, detail);
    }
}
