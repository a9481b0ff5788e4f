package org.countersign.app.server;

import io.netty.handler.ssl.SslContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import net.jcip.annotations.Immutable;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.app.Endpoint;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.Secret;
import org.countersign.sasl.server.Answerer;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Directory;
import org.countersign.smtp.OwnMailboxes;
import org.countersign.smtp.SubmissionGate;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link SubmissionServer} is to be. Defaults of the builder: no listeners, host name {@code localhost}, no realm,
 * {@link Mechanisms#DEFAULT}, mail to anybody from authenticated clients only, from mailboxes of their names, no TLS,
 * nobody known by a certificate, nothing that sends a password without TLS, decoys that last as long
 * as the process, mail dropped, nobody who verifies tokens, no audit, messages of 25 MiB, 256 connections, five minutes of silence, two minutes to authenticate.
 */
@Immutable
public final class ServerOptions {
    final Directory directory;
    final List<Endpoint> listen;
    final List<Endpoint> submissions;
    final String hostname;
    final List<String> realms;
    final List<String> mechanisms;
    final SubmissionGate gate;
    final OwnMailboxes mailboxes;
    final int guesses;
    final List<Mechanism> instead;
    final @Nullable SslContext tls;
    final @Nullable Answerer<IdentifyPeer, Optional<String>> peers;
    final boolean cleartextAllowed;
    final @Nullable Secret decoySecret;
    final @Nullable Path maildir;
    final @Nullable Answerer<CheckToken, TokenVerdict> tokens;
    final Consumer<AuditEvent> audit;
    final long messageLimit;
    final int connectionLimit;
    final Duration idleTimeout;
    final Duration exchangeDeadline;

    private ServerOptions(Builder from) {
        this.directory = from.directory;
        this.listen = List.copyOf(from.listen);
        this.submissions = List.copyOf(from.submissions);
        this.hostname = from.hostname;
        this.realms = from.realms;
        this.mechanisms = from.mechanisms;
        this.gate = from.gate;
        this.mailboxes = from.mailboxes;
        this.guesses = from.guesses;
        this.instead = from.instead;
        this.tls = from.tls;
        this.peers = from.peers;
        this.cleartextAllowed = from.cleartextAllowed;
        this.decoySecret = from.decoySecret;
        this.maildir = from.maildir;
        this.tokens = from.tokens;
        this.audit = from.audit;
        this.messageLimit = from.messageLimit;
        this.connectionLimit = from.connectionLimit;
        this.idleTimeout = from.idleTimeout;
        this.exchangeDeadline = from.exchangeDeadline;
    }

    /** Collects the options of a server of these accounts. */
    public static Builder of(Directory directory) {
        return new Builder(directory);
    }

    /** Collects options; see {@link ServerOptions} for the defaults. */
    @NotThreadSafe
    public static final class Builder {
        private final Directory directory;
        private List<Endpoint> listen = List.of();
        private List<Endpoint> submissions = List.of();
        private String hostname = "localhost";
        private List<String> realms = List.of();
        private List<String> mechanisms = Mechanisms.DEFAULT;
        private SubmissionGate gate = SubmissionGate.required();
        private OwnMailboxes mailboxes = OwnMailboxes.in();
        private int guesses;
        private List<Mechanism> instead = List.of();
        private @Nullable SslContext tls;
        private @Nullable Answerer<IdentifyPeer, Optional<String>> peers;
        private boolean cleartextAllowed;
        private @Nullable Secret decoySecret;
        private @Nullable Path maildir;
        private @Nullable Answerer<CheckToken, TokenVerdict> tokens;
        private Consumer<AuditEvent> audit = event -> {};
        private long messageLimit = 25L << 20;
        private int connectionLimit = 256;
        private Duration idleTimeout = Duration.ofMinutes(5);
        private Duration exchangeDeadline = Duration.ofMinutes(2);

        private Builder(Directory directory) {
            this.directory = Objects.requireNonNull(directory, "directory");
        }

        /** Where to listen for SMTP, with STARTTLS if there is {@link #tls}; port 0 lets the system choose. */
        public Builder listen(Endpoint... where) {
            this.listen = List.of(where);
            return this;
        }

        /** Where to listen for SMTP inside TLS (RFC 8314, section 3.3); needs {@link #tls}. */
        public Builder submissions(Endpoint... where) {
            this.submissions = List.of(where);
            return this;
        }

        /** The server's name in the greeting, in {@code Received}, and for mechanisms. */
        public Builder hostname(String name) {
            this.hostname = Objects.requireNonNull(name, "name");
            return this;
        }

        /** The realms of mechanisms that have realms, the preferred one first. */
        public Builder realms(String... known) {
            this.realms = List.of(known);
            return this;
        }

        /** The mechanisms to offer, by name in upper case; each is offered only where policy and accounts permit. */
        public Builder mechanisms(List<String> names) {
            this.mechanisms = List.copyOf(names);
            return this;
        }

        /** From whom mail is taken, and to whom. */
        public Builder gate(SubmissionGate which) {
            this.gate = Objects.requireNonNull(which, "which");
            return this;
        }

        /** Which mailboxes users may send as, and name in {@code AUTH=} of MAIL. */
        public Builder mailboxes(OwnMailboxes whose) {
            this.mailboxes = Objects.requireNonNull(whose, "whose");
            return this;
        }

        /** How many wrong passwords a peer has at once, and then one every 30 seconds; 0, the default, is no limit. */
        public Builder guesses(int most) {
            this.guesses = most;
            return this;
        }

        /** The certificate and how TLS is done. */
        public Builder tls(SslContext context) {
            this.tls = Objects.requireNonNull(context, "context");
            return this;
        }

        /** Who knows whom a client's certificate stands for; {@link #tls} has to ask clients for certificates. */
        public Builder peers(Answerer<IdentifyPeer, Optional<String>> by) {
            this.peers = Objects.requireNonNull(by, "by");
            return this;
        }

        /** Whether mechanisms that send a password or token in clear are offered without TLS too. */
        public Builder allowCleartext(boolean allowed) {
            this.cleartextAllowed = allowed;
            return this;
        }

        /** Keys the decoys; copied when the server starts, the caller closes it. */
        public Builder decoySecret(Secret stable) {
            this.decoySecret = Objects.requireNonNull(stable, "stable");
            return this;
        }

        /** Where mail is stored; created if it is not there. */
        public Builder maildir(Path directory) {
            this.maildir = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /** Who verifies bearer tokens. */
        public Builder tokens(Answerer<CheckToken, TokenVerdict> by) {
            this.tokens = Objects.requireNonNull(by, "by");
            return this;
        }

        /** Told once of each attempt to authenticate, on an event loop: must not block. */
        public Builder audit(Consumer<AuditEvent> to) {
            this.audit = Objects.requireNonNull(to, "to");
            return this;
        }

        /** How many octets a message may have, 1 or more. */
        public Builder messageLimit(long octets) {
            this.messageLimit = octets;
            return this;
        }

        /** How many connections may be open at a time, 1 or more. */
        public Builder connectionLimit(int connections) {
            this.connectionLimit = connections;
            return this;
        }

        /** How long a client may be silent (RFC 5321, section 4.5.3.2.7). */
        public Builder idleTimeout(Duration longest) {
            this.idleTimeout = Objects.requireNonNull(longest, "longest");
            return this;
        }

        /** How long an attempt to authenticate may take. */
        public Builder exchangeDeadline(Duration longest) {
            this.exchangeDeadline = Objects.requireNonNull(longest, "longest");
            return this;
        }

        /** Mechanisms with options of their own; where one is named, it is taken instead of that on the class path. */
        public Builder instead(Mechanism... own) {
            this.instead = List.of(own);
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if {@link #submissions} are there without {@link #tls}
         */
        public ServerOptions build() {
            if (!submissions.isEmpty() && tls == null) {
                throw new IllegalArgumentException("SMTP inside TLS needs a certificate");
            }
            return new ServerOptions(this);
        }
    }
}
