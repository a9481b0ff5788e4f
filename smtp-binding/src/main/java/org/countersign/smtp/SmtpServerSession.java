package org.countersign.smtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.server.Authenticated;

/**
 * What one connection of an SMTP server knows about authentication (RFC 4954). The server owns the socket and the
 * commands; this gives it replies. The {@linkplain org.countersign.smtp package} shows the loop of a server.
 *
 * <p>A reply that {@link SmtpReply#isClosing closes} is followed by closing the connection. A reply behind which
 * {@link #layer} is present is followed by the security layer, in both directions.
 *
 * <p>Everything is called on the executor of the session, one call after the other. While a reply is {@link #pending} only
 * {@link #pending}, {@link #read}, {@link #nanosLeft}, {@link #expire} and {@link #close} may be called; any other call
 * throws {@link IllegalStateException} and changes nothing. The same holds between the reply 220 to STARTTLS and
 * {@link #tlsStarted}, and after {@link #close}. A thread that waits for a stage may call these five while the stage
 * completes on another thread.
 */
@NotThreadSafe
public final class SmtpServerSession implements AutoCloseable {
    private final SmtpServerSide side;
    private final SessionState state;
    private final MailRules rules;
    private final ServerAttempts attempts;
    private LineReader lines;
    private int lineLimit;

    SmtpServerSession(SmtpServerSide side, ConnectionFacts facts, Executor runOn) {
        this.side = side;
        this.state = new SessionState(facts);
        this.rules = new MailRules(side, state);
        this.attempts = new ServerAttempts(side, state, runOn);
        this.lineLimit = LineReader.limit(side.sasl.offered(facts));
        this.lines = new LineReader(lineLimit);
    }

    /**
     * The next line or fault. Takes no octet behind it, so that these can go to TLS or to a security layer. Empty, and
     * nothing is taken, while a reply is {@link #pending}: pipelined input waits (SMTP-32). So too while TLS is to start,
     * or a layer that nobody has asked for with {@link #layer} (TLS-07).
     *
     * @param in what has arrived and was not taken before, all of it; behind the layer, where there is one
     * @return empty if {@code in} does not hold the rest of a line
     */
    public Optional<Line> read(ByteBuffer in) {
        if (pending() || state.awaitsProtection() || attempts.closed()) {
            return Optional.empty();
        }
        Optional<Line> line = lines.read(in);
        state.inputBehind(in.hasRemaining());
        return line;
    }

    /** The longest line in octets, without CRLF, for servers that do not use {@link #read}: 12288 or more (SMTP-13). */
    public int lineLimit() {
        return lineLimit;
    }

    /** Whether a reply is due: a look-up is on its way. */
    public boolean pending() {
        return attempts.pending();
    }

    /** Whether the next line is a response, whatever it looks like (SMTP-32). */
    public boolean expectsResponse() {
        return attempts.expectResponse();
    }

    /** The client has sent HELO: there is no AUTH. Ends a transaction. */
    public void helo() {
        requireCommand();
        state.greeted(SessionState.Greeting.HELO);
    }

    /** The client has sent EHLO, or LHLO. Ends a transaction; keeps the authentication (SMTP-25). */
    public void ehlo() {
        requireCommand();
        state.greeted(SessionState.Greeting.EHLO);
    }

    /**
     * The line for the reply to EHLO, such as {@code AUTH SCRAM-SHA-256 PLAIN}; to be asked for at each EHLO, because the
     * list changes with TLS (SMTP-02).
     *
     * @return empty if no mechanism is available on this connection (SMTP-04)
     */
    public Optional<String> keyword() {
        if (side.tlsRequired && !state.tls()) {
            return Optional.empty();
        }
        List<String> names = side.sasl.mechanisms(state.facts());
        return names.isEmpty() ? Optional.empty() : Optional.of("AUTH " + String.join(" ", names));
    }

    /**
     * Why a command is not executed, whatever its arguments: 530 where TLS or authentication is required first, 554 where
     * TLS is not secure enough. To be asked before any command but AUTH, including those that the server does not know.
     *
     * @param verb in any case
     */
    public Optional<SmtpReply> refusal(String verb) {
        requireCommand();
        return rules.refusalOfCommand(verb);
    }

    /**
     * The client has sent AUTH.
     *
     * @param line all of it, from the verb on, without CRLF; wiped by this call
     * @return a challenge, after which the next line is a {@link #response}, or the outcome; the stage never fails
     */
    public CompletionStage<SmtpReply> auth(byte[] line) {
        requireCommand();
        try {
            Optional<SmtpReply> refusal = refusalOfAuth(line);
            return refusal.isPresent() ? done(refusal.get()) : attempts.start(AuthCommand.parse(line));
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    /**
     * The client has sent a response.
     *
     * @param line all of it, without CRLF; wiped by this call
     * @return the next challenge or the outcome; the stage never fails
     * @throws IllegalStateException if no response is expected
     */
    public CompletionStage<SmtpReply> response(byte[] line) {
        attempts.requireResponse();
        try {
            return line.length > lineLimit ? done(refuse(Line.Fault.TOO_LONG)) : attempts.response(line);
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    /** What to answer to input that is not a line; if a response was expected the exchange is over (SMTP-14). */
    public SmtpReply refuse(Line.Fault fault) {
        if (expectsResponse()) {
            attempts.abort();
        } else {
            requireCommand();
        }
        return Replies.of(fault);
    }

    /**
     * The {@code AUTH=} parameter of a MAIL command that the server is about to accept.
     *
     * @param parameters what stands behind the path, separated by blanks; others than {@code AUTH=} are not looked at
     */
    public MailAuth mail(String parameters) {
        requireCommand();
        MailAuth said = rules.submitter(parameters);
        boolean offered = keyword().isPresent() || state.authenticated() != null;
        return said instanceof MailAuth.Absent || offered ? said : new MailAuth.Refused(Replies.NO_MAIL_AUTH);
    }

    /**
     * Why the sender of a MAIL command is not accepted: 550 5.7.1, the client may not send as this mailbox (SUB-02).
     *
     * @param mailbox the reverse-path without brackets and source route; empty for {@code <>}
     */
    public Optional<SmtpReply> refusalOfSender(String mailbox) {
        requireCommand();
        return rules.refusalOfSender(mailbox);
    }

    /**
     * Why a recipient of RCPT is not accepted: 550 5.7.1, the client may not send to other than local domains.
     *
     * @param mailbox the forward-path without brackets and source route
     */
    public Optional<SmtpReply> refusalOfRecipient(String mailbox) {
        requireCommand();
        return rules.refusalOfRecipient(mailbox);
    }

    /** MAIL has been accepted: until the transaction ends AUTH is refused (SMTP-24). */
    public void beginTransaction() {
        requireCommand();
        state.transaction(true);
    }

    /** The transaction is over: after the message, by RSET, or because the server gave it up. */
    public void endTransaction() {
        requireCommand();
        state.transaction(false);
    }

    /** Whether a server that has TLS names STARTTLS in its reply to EHLO (TLS-04). */
    public boolean mayStartTls() {
        return !state.tls() && state.authenticated() == null;
    }

    /**
     * The client has sent STARTTLS. After 220 nothing is read until {@link #tlsStarted}; a server whose handshake fails
     * closes the connection.
     *
     * @param line all of it, from the verb on, without CRLF
     * @return 220, or why not: there is TLS, the client is authenticated, there are parameters (TLS-01), or something
     *     follows the line, which must never be taken for input that came through TLS (TLS-06)
     */
    public SmtpReply startTls(byte[] line) {
        requireCommand();
        AuthCommand.Words words = new AuthCommand.Words(line);
        words.next();
        return state.startTls(words.next());
    }

    /**
     * TLS has started: everything but the count of failures is as at the beginning (TLS-03). A server that answers STARTTLS
     * itself calls only this; an exchange that is going on is aborted.
     *
     * @param in from which will be {@linkplain #read read}, before anything that came through TLS is put into it: what
     *     is there came in clear, and is dropped (TLS-06)
     * @throws IllegalArgumentException as in {@link SmtpServerSide#session}
     */
    public void tlsStarted(ConnectionFacts facts, ByteBuffer in) {
        if (pending() || attempts.closed()) {
            throw new IllegalStateException("a reply is due, or the session is closed");
        }
        state.reset(facts);
        in.position(in.limit());
        if (expectsResponse()) {
            attempts.abort();
        }
        lines.wipe();
        lineLimit = LineReader.limit(side.sasl.offered(facts));
        lines = new LineReader(lineLimit);
    }

    /** Who the client is, once it is authenticated. */
    public Optional<Authenticated> authenticated() {
        return Optional.ofNullable(state.authenticated());
    }

    /**
     * The security layer negotiated. It is in effect from the first octet behind the 235 reply that the server sends, and
     * from the first octet behind the response that it has read (SMTP-26), inside of TLS (SMTP-28). The session is then as
     * after the greeting, but authenticated (SMTP-27): the server forgets the EHLO too. Closed with this session.
     */
    public Optional<LayerCodec> layer() {
        return Optional.ofNullable(state.layer());
    }

    /**
     * What stands behind {@code with} in a Received line (RFC 3848, RFC 6531): {@code SMTP} after HELO, else {@code ESMTP}
     * and {@code S} for TLS, {@code A} for authentication; the LMTP names where the service is {@code lmtp}.
     *
     * @param smtpUtf8 whether the transaction used SMTPUTF8
     */
    public String withKeyword(boolean smtpUtf8) {
        return state.withKeyword(smtpUtf8);
    }

    /** Nanoseconds until the attempt must have ended, 0 or less if it must have; {@link Long#MAX_VALUE} without one. */
    public long nanosLeft() {
        return attempts.nanosLeft();
    }

    /**
     * The time is up: a reply that is due is completed now, with 454. A response that is expected is still taken for one
     * when it comes, because it may be a password, and then answered with 454; a server that does not want to wait for it
     * sends 421 and closes.
     */
    public void expire() {
        attempts.expire();
    }

    /** The connection is gone: ends an attempt, and closes the layer. A second call does nothing. */
    @Override
    public void close() {
        attempts.close();
        lines.wipe();
        state.closeLayer();
    }

    private Optional<SmtpReply> refusalOfAuth(byte[] line) {
        if (attempts.tooManyFailed()) {
            return Optional.of(Replies.TOO_MANY_FAILURES);
        }
        if (line.length > lineLimit) {
            return Optional.of(Replies.LINE_TOO_LONG);
        }
        return refusal("AUTH").or(state::refusalOfAuth);
    }

    private void requireCommand() {
        if (attempts.closed() || !attempts.none() || state.awaitsTls()) {
            throw new IllegalStateException("not the moment for a command: closed, in an exchange, or TLS is to start");
        }
    }

    private static CompletionStage<SmtpReply> done(SmtpReply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
