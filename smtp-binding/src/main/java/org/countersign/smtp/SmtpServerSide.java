package org.countersign.smtp;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import net.jcip.annotations.NotThreadSafe;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.server.ServerSide;

/** The server's side of SMTP AUTH (RFC 4954): one for an application, shared by all its connections. */
@ThreadSafe
public final class SmtpServerSide {
    /** RFC 4954, section 6, and RFC 3207, section 4. */
    private static final Set<String> PERMITTED_BEFORE_AUTH =
            Set.of("AUTH", "EHLO", "LHLO", "HELO", "NOOP", "RSET", "QUIT", "STARTTLS");
    /** RFC 3207, section 4. */
    private static final Set<String> PERMITTED_BEFORE_TLS = Set.of("EHLO", "LHLO", "NOOP", "QUIT", "STARTTLS");

    final ServerSide sasl;
    final boolean authenticationRequired;
    final boolean tlsRequired;
    final int failuresAllowed;
    final boolean accountStateRevealed;
    final SubmitterTrust submitterTrust;

    private SmtpServerSide(Builder from) {
        this.sasl = from.sasl;
        this.authenticationRequired = from.authenticationRequired;
        this.tlsRequired = from.tlsRequired;
        this.failuresAllowed = from.failuresAllowed;
        this.accountStateRevealed = from.accountStateRevealed;
        this.submitterTrust = from.submitterTrust;
    }

    /** Collects how these mechanisms are offered over SMTP. */
    public static Builder with(ServerSide sasl) {
        return new Builder(sasl);
    }

    /**
     * The session of a new connection.
     *
     * @param facts from {@code ConnectionFacts.of("smtp", host)}, with TLS when the port has it from the start
     * @param runOn where an attempt goes on when an answer comes later, such as the connection's event loop; a thread
     *     that waits for each reply gives {@code Runnable::run}
     * @throws IllegalArgumentException if the facts are not those of SMTP (or LMTP): another service (SMTP-30), or
     *     success data, which SMTP can not carry (SMTP-22)
     */
    public SmtpServerSession session(ConnectionFacts facts, Executor runOn) {
        return new SmtpServerSession(this, facts, runOn);
    }

    Optional<SmtpReply> refusal(String verb, boolean tls, boolean authenticated) {
        String upperCase = verb.toUpperCase(Locale.ROOT);
        if (tlsRequired && !tls && !PERMITTED_BEFORE_TLS.contains(upperCase)) {
            return Optional.of(Replies.TLS_FIRST);
        }
        if (authenticationRequired && !authenticated && !PERMITTED_BEFORE_AUTH.contains(upperCase)) {
            return Optional.of(Replies.AUTHENTICATE_FIRST);
        }
        return Optional.empty();
    }

    /**
     * Collects how mechanisms are offered over SMTP. Defaults are those of a submission server: authentication required
     * (SUB-01), TLS not required beyond what the SASL policy says, five failures, account states not revealed, nobody
     * trusted to name submitters.
     */
    @NotThreadSafe
    public static final class Builder {
        private static final int FEWEST_FAILURES = 3;

        private final ServerSide sasl;
        private boolean authenticationRequired = true;
        private boolean tlsRequired;
        private int failuresAllowed = 5;
        private boolean accountStateRevealed;
        private SubmitterTrust submitterTrust = SubmitterTrust.nobody();

        private Builder(ServerSide sasl) {
            this.sasl = Objects.requireNonNull(sasl, "sasl");
        }

        /** Whether {@link SmtpServerSession#refusal} keeps mail from clients that are not authenticated (530 5.7.0). */
        public Builder requireAuthentication(boolean required) {
            this.authenticationRequired = required;
            return this;
        }

        /** Whether {@link SmtpServerSession#refusal} asks for STARTTLS first (TLS-05); not for a public MX. */
        public Builder requireTls(boolean required) {
            this.tlsRequired = required;
            return this;
        }

        /**
         * After how many failed attempts the next AUTH is answered with 421 4.7.0.
         *
         * @param number 3 or more (SMTP-34)
         * @throws IllegalArgumentException if it is less
         */
        public Builder failuresAllowed(int number) {
            if (number < FEWEST_FAILURES) {
                throw new IllegalArgumentException("fewer than " + FEWEST_FAILURES + " (RFC 4954, section 9)");
            }
            this.failuresAllowed = number;
            return this;
        }

        /**
         * Whether a client that has proved its identity is told that its mechanism is too weak (534 5.7.9), that a
         * transition is needed (432 4.7.12) or that the account is disabled (525 5.7.13), instead of 535 5.7.8.
         */
        public Builder revealAccountState(boolean reveal) {
            this.accountStateRevealed = reveal;
            return this;
        }

        /** Who may say who submitted a message. */
        public Builder submitterTrust(SubmitterTrust trust) {
            this.submitterTrust = Objects.requireNonNull(trust, "trust");
            return this;
        }

        public SmtpServerSide build() {
            return new SmtpServerSide(this);
        }
    }
}
