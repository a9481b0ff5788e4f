package org.countersign.app.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSession;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.ChannelBinding;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.smtp.ClientAction;
import org.countersign.smtp.MailAuth;
import org.countersign.smtp.SmtpClientSession;
import org.countersign.smtp.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection to a submission server. Every method waits for the server, but never for ever: 10 seconds for a
 * connection, 30 for a reply. Every {@link IOException} has a message for people, on one line.
 */
@NotThreadSafe
public final class SmtpClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] QUIT = ascii("QUIT");

    private final SmtpConnection connection;
    private final Server server;
    private final SmtpClientSession session;
    private @Nullable SSLSession tls;
    private Protection.Layer layer = Protection.Layer.NONE;
    private int roundTrips;
    private boolean broken;

    private SmtpClient(SmtpConnection connection, Server server, ClientSide sasl) throws IOException {
        this.connection = connection;
        this.server = server;
        this.tls = server.tls() == TlsMode.IMPLICIT ? connection.startTls(server.trust()) : null;
        this.session = new SmtpClientSession(sasl, facts(), Runnable::run);
    }

    /**
     * Connects, starts TLS as the server's mode says, and says EHLO.
     *
     * @throws IOException if the server can not be reached or trusted, does not offer STARTTLS where the mode asks for it
     *     (TLS-08), or does not want to talk
     */
    public static SmtpClient connect(Server server, ClientSide sasl, Transcript transcript) throws IOException {
        return connect(server, sasl, transcript, PATIENCE);
    }

    static SmtpClient connect(Server server, ClientSide sasl, Transcript transcript, Duration patience)
            throws IOException {
        SmtpConnection connection = SmtpConnection.open(server.address(), transcript, patience);
        try {
            SmtpClient client = new SmtpClient(connection, server, sasl);
            client.expect("the connection", 220, client.receive());
            client.ehlo();
            if (server.tls() == TlsMode.STARTTLS) {
                client.startTls();
            }
            return client;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The TLS layer, or null when there is none. */
    public @Nullable TlsFacts tls() {
        return facts().tls();
    }

    /** The mechanisms that the server offers, in upper case and its order. */
    public List<String> offered() {
        return session.extensions().mechanisms();
    }

    /** Whether TLS could be started now. */
    public boolean offersStartTls() {
        return session.extensions().has("STARTTLS");
    }

    /** The offered mechanisms that can be used, strongest first. */
    public List<MechanismInfo> choose(Credentials credentials) {
        return session.choose(credentials);
    }

    /**
     * Authenticates. A security layer that comes with it carries everything from then on, inside of TLS, where there is
     * TLS (SMTP-28).
     *
     * @param mechanism the name in upper case, one of {@link #choose}
     * @return how it ended: anything but {@link ClientAction.Send}
     */
    public ClientAction authenticate(String mechanism, Credentials credentials) throws IOException {
        roundTrips = 0;
        ClientAction action = await(session.auth(mechanism, credentials));
        while (action instanceof ClientAction.Send send) {
            send(send.line());
            roundTrips++;
            action = await(session.reply(receive()));
        }
        LayerCodec negotiated = session.layer().orElse(null);
        if (negotiated != null) {
            protect(negotiated);
        }
        return action;
    }

    /** How everything is protected now. */
    public Protection protection() {
        return new Protection(tls(), layer);
    }

    /** How many times the client waited for the server in the last {@link #authenticate}. */
    public int roundTrips() {
        return roundTrips;
    }

    /**
     * Sends a message.
     *
     * @param submitter for {@code AUTH=} (RFC 4954, section 5)
     * @param lines header, empty line and body; ASCII
     * @throws IOException if the server does not take it
     */
    public void submit(MailAuth submitter, String from, String to, List<String> lines) throws IOException {
        Optional<String> parameter = session.mailParameter(submitter);
        command("MAIL FROM:<" + from + ">" + parameter.map(text -> " " + text).orElse(""), 250);
        command("RCPT TO:<" + to + ">", 250);
        command("DATA", 354);
        for (String line : lines) {
            send(ascii(line.startsWith(".") ? "." + line : line)); // RFC 5321, section 4.5.2
        }
        command(".", 250);
    }

    private void startTls() throws IOException {
        if (!offersStartTls()) {
            throw new IOException(server + " does not offer STARTTLS");
        }
        send(session.startTls());
        SmtpReply reply = receive();
        if (!session.startTls(reply)) {
            throw new IOException(server + " does not start TLS: " + reply);
        }
        tls = connection.startTls(server.trust());
        session.tlsStarted(facts(), connection.unread());
        ehlo();
    }

    /** From the first octet behind 235; the client knows nothing of the server any more (SMTP-26, SMTP-27). */
    private void protect(LayerCodec negotiated) throws IOException {
        broken = true;
        connection.protect(negotiated);
        layer = negotiated.confidential() ? Protection.Layer.CONFIDENTIALITY : Protection.Layer.INTEGRITY;
        ehlo();
        if (session.downgraded()) {
            broken = true;
            throw new IOException(
                    server + " offers a stronger mechanism inside of the security layer than before: somebody has"
                            + " changed what it offered");
        }
    }

    private void ehlo() throws IOException {
        send(session.ehlo(connection.addressLiteral()));
        SmtpReply reply = receive();
        expect("EHLO", 250, reply);
        session.ehloReply(reply);
    }

    private void command(String line, int code) throws IOException {
        send(ascii(line));
        expect(line, code, receive());
    }

    private void expect(String what, int code, SmtpReply reply) throws IOException {
        if (reply.code() != code) {
            throw new IOException(server + " said to " + what + ": " + Refusal.of(reply));
        }
    }

    private void send(byte[] line) throws IOException {
        broken = true;
        connection.send(line);
        broken = false;
    }

    private SmtpReply receive() throws IOException {
        broken = true;
        SmtpReply reply = connection.receive(session);
        broken = reply.isClosing();
        return reply;
    }

    private <A> A await(CompletionStage<A> stage) throws IOException {
        CompletableFuture<A> future = stage.toCompletableFuture();
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            session.expire(); // completes it
            return future.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private ConnectionFacts facts() {
        ConnectionFacts.Builder facts = ConnectionFacts.of(
                        "smtp", server.address().host())
                .port(server.address().port())
                .peerAddress(server.toString())
                .layersPossible(true);
        if (tls != null) {
            facts.tls(server.trust().facts(tls)).channelBindings(ChannelBinding.ofClient(tls));
        }
        return facts.build();
    }

    private static byte[] ascii(String line) {
        return (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Says QUIT, where there is somebody to listen, and closes the connection. */
    @Override
    public void close() {
        try {
            if (!broken) {
                send(QUIT);
                receive();
            }
        } catch (IOException e) {
            broken = true;
        } finally {
            session.close();
            connection.close();
        }
    }
}
