package org.countersign.smtp;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import net.jcip.annotations.NotThreadSafe;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.server.Authenticated;
import org.countersign.sasl.server.ServerSide;
import org.jspecify.annotations.Nullable;

/** The server's side of SMTP AUTH (RFC 4954): one for an application, shared by all its connections. */
@ThreadSafe
public final class SmtpServerSide {
    final ServerSide sasl;
    final SubmissionGate gate;
    final SenderPolicy senders;
    final boolean tlsRequired;
    final Predicate<TlsFacts> tlsSufficient;
    final int failuresAllowed;
    final boolean accountStateRevealed;
    final SubmitterTrust submitterTrust;
    final @Nullable Function<Authenticated, Optional<String>> submitters;

    private SmtpServerSide(Builder from) {
        this.sasl = from.sasl;
        this.gate = from.gate;
        this.senders = from.senders;
        this.tlsRequired = from.tlsRequired;
        this.tlsSufficient = from.tlsSufficient;
        this.failuresAllowed = from.failuresAllowed;
        this.accountStateRevealed = from.accountStateRevealed;
        this.submitterTrust = from.submitterTrust;
        this.submitters = from.submitters;
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

    /**
     * Collects how mechanisms are offered over SMTP, and what clients may do. Defaults are those of a submission server:
     * {@link SubmissionGate#required()} (SUB-01), senders' own mailboxes ({@link OwnMailboxes#in()}), TLS not required
     * beyond what the SASL policy says, five failures, account states not revealed, nobody trusted to name submitters, and
     * nobody named as one who is not.
     */
    @NotThreadSafe
    public static final class Builder {
        private static final int FEWEST_FAILURES = 3;

        private final ServerSide sasl;
        private SubmissionGate gate = SubmissionGate.required();
        private SenderPolicy senders = OwnMailboxes.in()::has;
        private boolean tlsRequired;
        private Predicate<TlsFacts> tlsSufficient = tls -> true;
        private int failuresAllowed = 5;
        private boolean accountStateRevealed;
        private SubmitterTrust submitterTrust = SubmitterTrust.nobody();
        private @Nullable Function<Authenticated, Optional<String>> submitters;

        private Builder(ServerSide sasl) {
            this.sasl = Objects.requireNonNull(sasl, "sasl");
        }

        /** From whom mail is taken, and to whom; see {@link SmtpServerSession#refusalOfRecipient}. */
        public Builder gate(SubmissionGate which) {
            this.gate = Objects.requireNonNull(which, "which");
            return this;
        }

        /** Who may send as whom; see {@link SmtpServerSession#refusalOfSender}. */
        public Builder senders(SenderPolicy policy) {
            this.senders = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** Whether {@link SmtpServerSession#refusal} asks for STARTTLS first (TLS-05); not for a public MX. */
        public Builder requireTls(boolean required) {
            this.tlsRequired = required;
            return this;
        }

        /**
         * Which TLS is good enough, by version or by the peer's certificate: without it {@link SmtpServerSession#refusal}
         * leaves a client nothing but QUIT (TLS-09). It must not block or throw.
         */
        public Builder tlsSufficient(Predicate<TlsFacts> test) {
            this.tlsSufficient = Objects.requireNonNull(test, "test");
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
         * Whether a client that has proved its identity is told that its mechanism is too weak (534 5.7.9) or that a
         * transition is needed (432 4.7.12), instead of 535 5.7.8.
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

        /**
         * Who submitted a message whose MAIL says nothing of it (MA-10): for a server to which messages come first, such as
         * {@code OwnMailboxes.in("example.com")::of}. Asked for clients with a name; must not block. Empty, a text that is
         * not a mailbox, or an exception: nobody knows who.
         */
        public Builder submitters(Function<Authenticated, Optional<String>> who) {
            this.submitters = Objects.requireNonNull(who, "who");
            return this;
        }

        public SmtpServerSide build() {
            return new SmtpServerSide(this);
        }
    }
}
