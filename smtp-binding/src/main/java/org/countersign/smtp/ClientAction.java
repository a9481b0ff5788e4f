package org.countersign.smtp;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.FailureKind;
import org.jspecify.annotations.Nullable;

/** What a client does next in an exchange; all but {@link Send} end it. */
@Immutable
public sealed interface ClientAction {

    /**
     * Sends a line and hands the reply to {@link SmtpClientSession#reply}.
     *
     * @param line with CRLF; may be a secret. The session wipes it at its next call
     */
    @Immutable
    record Send(byte[] line) implements ClientAction {
        public Send {
            Objects.requireNonNull(line, "line");
        }

        @Override
        public String toString() {
            return "Send[" + line.length + " octets]";
        }
    }

    /** The server said success, and the mechanism believes it (SASL-09). See {@link SmtpClientSession#layer}. */
    @Immutable
    record Authenticated(String mechanism) implements ClientAction {
        public Authenticated {
            Objects.requireNonNull(mechanism, "mechanism");
        }
    }

    /**
     * The server refused. Whether to try again, with what mechanism or credentials, is the caller's decision (SEC-02).
     *
     * @param reply what it said; 454 is no reason to ask for another password
     * @param serverError what it said before, inside the exchange (OAuth's JSON), or null; unverified
     */
    @Immutable
    record Refused(SmtpReply reply, byte @Nullable [] serverError) implements ClientAction {
        public Refused {
            Objects.requireNonNull(reply, "reply");
        }

        /** What the reply most likely means, and what to do about it. */
        public Diagnosis diagnosis() {
            return Diagnosis.of(reply);
        }

        @Override
        public String toString() {
            return "Refused[" + reply + "]";
        }
    }

    /**
     * This side gave up: the server's challenge or proof is wrong, the mechanism can not be used, or a fact was missing.
     *
     * @param detail for the user or the log; never a secret
     */
    @Immutable
    record Failed(FailureKind kind, String detail) implements ClientAction {
        public Failed {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(detail, "detail");
        }
    }
}
