package org.countersign.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * What one connection of an SMTP client knows about authentication (RFC 4954). The client owns the socket; this gives it
 * lines to send, and reads the replies. The {@linkplain org.countersign.smtp package} shows a login.
 *
 * <p>Everything is called on the executor of the session, one call after the other. While an action is {@link #pending}
 * only {@link #pending}, {@link #read}, {@link #nanosLeft}, {@link #expire} and {@link #close} may be called; any other
 * call throws {@link IllegalStateException} and changes nothing. The same holds between the server's 220 to STARTTLS and
 * {@link #tlsStarted}, and after {@link #close}. A thread that waits for a stage may call these five while the stage
 * completes on another thread.
 */
@NotThreadSafe
public final class SmtpClientSession implements AutoCloseable {
    private final ClientSide sasl;
    private final Executor runOn;
    private ConnectionFacts facts;
    private ReplyReader replies;
    private Extensions extensions = Extensions.none();
    private boolean inputBehind;
    private boolean awaitsTls;
    private volatile boolean awaitsLayer;
    private volatile boolean closed;
    private volatile boolean authenticated;
    private volatile @Nullable LayerCodec layer;
    private volatile @Nullable ClientAttempt attempt;
    private @Nullable OfferBefore before;
    private boolean downgraded;

    /** What could have been used when the client authenticated, and with what (SASL-25). */
    private record OfferBefore(Credentials credentials, int strongest) {}

    /**
     * The session of a new connection.
     *
     * @param facts from {@code ConnectionFacts.of("smtp", host)}, with TLS when the port has it from the start
     * @param runOn where an attempt goes on when an answer comes later; a thread that waits gives {@code Runnable::run}
     * @throws IllegalArgumentException if the facts are not those of SMTP, as in {@link SmtpServerSide#session}
     */
    public SmtpClientSession(ClientSide sasl, ConnectionFacts facts, Executor runOn) {
        this.sasl = Objects.requireNonNull(sasl, "sasl");
        this.runOn = Objects.requireNonNull(runOn, "runOn");
        this.facts = SessionState.requireSmtp(facts);
        this.replies = new ReplyReader();
    }

    /**
     * The next reply or fault; after a fault the session is closed. Takes no octet behind it, so that these can go to TLS or to a security layer. Empty, and
     * nothing is taken, while an action is {@link #pending}, while TLS is to start, or a layer that nobody has asked for
     * with {@link #layer} (TLS-07).
     *
     * @param in what has arrived and was not taken before, all of it; behind the layer, where there is one
     * @return empty if {@code in} does not hold the rest of a reply
     */
    public Optional<Received> read(ByteBuffer in) {
        if (pending() || awaitsTls || awaitsLayer || closed) {
            return Optional.empty();
        }
        Optional<Received> received = replies.read(in);
        inputBehind = in.hasRemaining();
        if (received.isPresent() && received.get() instanceof Received.Fault) {
            close();
        }
        return received;
    }

    /** Whether an action is due: a fact such as a token is on its way. */
    public boolean pending() {
        ClientAttempt current = attempt;
        return current != null && current.pending();
    }

    /**
     * The EHLO line to send, with CRLF.
     *
     * @param domain the client's name, or its address as a literal
     * @throws IllegalArgumentException if it is not printable ASCII without blanks, 1 to 255 characters
     */
    public byte[] ehlo(String domain) {
        requireIdle();
        if (!domain.matches("[\\x21-\\x7E]{1,255}")) {
            throw new IllegalArgumentException("not a domain");
        }
        return ascii("EHLO " + domain + "\r\n");
    }

    /**
     * The reply to EHLO: what the server has, which is nothing unless the code is 250. When the list of mechanisms behind a
     * security layer has a stronger one than the list before it had, somebody has tampered with that list: the session is
     * closed, and {@link #downgraded} (SASL-25).
     */
    public Extensions ehloReply(SmtpReply reply) {
        requireIdle();
        extensions = reply.code() == 250 ? Extensions.of(reply) : Extensions.none();
        OfferBefore offer = before;
        if (layer != null && offer != null && strongest(offer.credentials()) > offer.strongest()) {
            downgraded = true;
            extensions = Extensions.none();
            close();
        }
        before = null;
        return extensions;
    }

    /** Whether the server offered less before the security layer than behind it; then the session is closed. */
    public boolean downgraded() {
        return downgraded;
    }

    /** What the server said in its last reply to EHLO; nothing since TLS or a layer has come (TLS-03, SMTP-27). */
    public Extensions extensions() {
        return extensions;
    }

    /** The STARTTLS line to send, with CRLF; nothing is sent behind it before {@link #startTls} (TLS-02). */
    public byte[] startTls() {
        requireIdle();
        return ascii("STARTTLS\r\n");
    }

    /**
     * The reply to STARTTLS.
     *
     * @return true if TLS is to start now, and nothing is read until {@link #tlsStarted}; false if the server refused or,
     *     although it said 220, something that did not come through TLS followed (TLS-06): then the session is closed
     */
    public boolean startTls(SmtpReply reply) {
        requireIdle();
        if (reply.code() != 220) {
            return false;
        }
        if (inputBehind) {
            close();
            return false;
        }
        awaitsTls = true;
        return true;
    }

    /**
     * TLS has started: the client knows nothing of the server any more, and sends EHLO (TLS-03); or QUIT, if it is not
     * content with this TLS (TLS-09).
     *
     * @param in from which will be {@linkplain #read read}, before anything that came through TLS is put into it: what
     *     is there came in clear, and is dropped (TLS-06)
     * @throws IllegalArgumentException if the facts are not those of SMTP
     */
    public void tlsStarted(ConnectionFacts now, ByteBuffer in) {
        if (closed || attempt != null) {
            throw new IllegalStateException("closed, or in an exchange");
        }
        facts = SessionState.requireSmtp(now);
        in.position(in.limit());
        replies = new ReplyReader();
        extensions = Extensions.none();
        awaitsTls = false;
        awaitsLayer = false;
        inputBehind = false;
        authenticated = false;
        closeLayer();
    }

    /** The offered mechanisms that can be used, strongest first; see {@link ClientSide#choose}. */
    public List<MechanismInfo> choose(Credentials credentials) {
        return sasl.choose(extensions.mechanisms(), facts, credentials);
    }

    /**
     * Begins to authenticate.
     *
     * @param mechanism the name in upper case, one of {@link #choose}
     * @return what to do; the stage never fails
     * @throws IllegalStateException if the client is authenticated already (SMTP-23)
     */
    public CompletionStage<ClientAction> auth(String mechanism, Credentials credentials) {
        requireIdle();
        if (authenticated) {
            throw new IllegalStateException("already authenticated");
        }
        Optional<ClientExchange> exchange = sasl.open(mechanism, extensions.mechanisms(), facts, credentials, runOn);
        if (exchange.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new ClientAction.Failed(FailureKind.INTERNAL, "the mechanism can not be used here"));
        }
        before = new OfferBefore(credentials, strongest(credentials));
        replies.makeRoomFor(sasl.choose(List.of(mechanism), facts, credentials));
        ClientAttempt started = new ClientAttempt(mechanism, exchange.get(), this::ended);
        attempt = started;
        return started.start();
    }

    /**
     * The reply to what {@link ClientAction.Send} sent.
     *
     * @return what to do; the stage never fails
     * @throws IllegalStateException if there is no exchange
     */
    public CompletionStage<ClientAction> reply(SmtpReply reply) {
        ClientAttempt current = attempt;
        if (closed || current == null || current.pending()) {
            throw new IllegalStateException("no reply is expected");
        }
        return current.reply(reply);
    }

    /** Whether the client is authenticated. */
    public boolean authenticated() {
        return authenticated;
    }

    /**
     * The security layer negotiated. It is in effect from the first octet behind the last line sent, and from the first
     * octet behind the reply 235 (SMTP-26), inside of TLS (SMTP-28). The client knows nothing of the server any more and
     * sends EHLO (SMTP-27). Closed with this session.
     */
    public Optional<LayerCodec> layer() {
        awaitsLayer = false;
        return Optional.ofNullable(layer);
    }

    /**
     * Whether what is sent now can not be read on the way: through TLS, or a layer that encrypts. A client that must not send
     * mail otherwise (SMTP-38) asks this, and has a {@link org.countersign.sasl.client.ClientPolicy} that requires mutual
     * authentication.
     */
    public boolean confidential() {
        LayerCodec current = layer;
        return facts.tls() != null || (current != null && current.confidential());
    }

    /**
     * The parameter for a MAIL command, such as {@code AUTH=e+3Dmc2@example.com}, without a blank before it.
     *
     * @param submitter what is known of who submitted the message
     * @return empty if the server does not offer AUTH (MA-14), or nothing need be said
     */
    public Optional<String> mailParameter(MailAuth submitter) {
        return submitter.parameter(extensions.has("AUTH"), authenticated);
    }

    /** Nanoseconds until the attempt must have ended, 0 or less if it must have; {@link Long#MAX_VALUE} without one. */
    public long nanosLeft() {
        ClientAttempt current = attempt;
        return current == null ? Long.MAX_VALUE : current.nanosLeft();
    }

    /** The time is up: an action that is due is completed now, as a failure. */
    public void expire() {
        ClientAttempt current = attempt;
        if (current != null) {
            current.expire();
        }
    }

    /** The connection is gone, or not wanted any more: ends an attempt, and closes the layer. */
    @Override
    public void close() {
        closed = true;
        ClientAttempt current = attempt;
        if (current != null) {
            current.close();
        }
        closeLayer();
    }

    private ClientAction ended(ClientAction action, @Nullable SecurityLayer negotiated) {
        authenticated = action instanceof ClientAction.Authenticated;
        if (negotiated != null) {
            layer = new LayerCodec(negotiated);
            awaitsLayer = true;
            extensions = Extensions.none(); // SMTP-27
        }
        if (closed) {
            closeLayer();
        }
        attempt = null; // last: only now may somebody else go on
        return action;
    }

    private int strongest(Credentials credentials) {
        return choose(credentials).stream().mapToInt(MechanismInfo::rank).max().orElse(Integer.MIN_VALUE);
    }

    private void closeLayer() {
        LayerCodec current = layer;
        layer = null;
        if (current != null) {
            current.close();
        }
    }

    private void requireIdle() {
        if (closed || attempt != null || awaitsTls) {
            throw new IllegalStateException("not the moment for a command: closed, in an exchange, or TLS is to start");
        }
    }

    private static byte[] ascii(String line) {
        return line.getBytes(StandardCharsets.US_ASCII);
    }
}
