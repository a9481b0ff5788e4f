package org.countersign.app.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.app.Endpoint;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.SecurityLayer.LayerException;
import org.countersign.smtp.Received;
import org.countersign.smtp.SmtpClientSession;
import org.countersign.smtp.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a client: lines out, replies in, TLS, and a security layer inside of it. Nothing waits for ever. Every
 * {@link IOException} has a message for people, on one line.
 */
@NotThreadSafe
final class SmtpConnection implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    private final Endpoint server;
    private final Transcript transcript;
    private final Duration patience;
    private final byte[] fromNetwork = new byte[8192];
    private ByteBuffer in = ByteBuffer.allocate(0);
    private Socket socket;
    private @Nullable LayerCodec layer;

    private SmtpConnection(Endpoint server, Socket socket, Transcript transcript, Duration patience) {
        this.server = server;
        this.socket = socket;
        this.transcript = transcript;
        this.patience = patience;
    }

    /**
     * Connects to the first address of the host that answers.
     *
     * @param patience how long the server may take for a reply
     */
    static SmtpConnection open(Endpoint server, Transcript transcript, Duration patience) throws IOException {
        IOException last = new UnknownHostException();
        try {
            for (InetAddress address : InetAddress.getAllByName(server.host())) {
                Socket socket = new Socket();
                try {
                    socket.connect(new InetSocketAddress(address, server.port()), (int) TO_CONNECT.toMillis());
                    socket.setTcpNoDelay(true);
                    return new SmtpConnection(server, socket, transcript, patience);
                } catch (IOException e) {
                    socket.close();
                    last = e;
                }
            }
        } catch (UnknownHostException e) {
            throw new IOException("unknown host: " + server.host(), e);
        }
        throw explained("can not connect to " + server, last, TO_CONNECT);
    }

    /** The client's own address, for EHLO (RFC 5321, section 4.1.3). */
    String addressLiteral() {
        String address = socket.getLocalAddress().getHostAddress().replaceFirst("%.*", ""); // without scope
        return address.contains(":") ? "[IPv6:" + address + "]" : "[" + address + "]";
    }

    /** Starts TLS; octets that came before are not taken along, because the session refuses to go on with them (TLS-06). */
    SSLSession startTls(ServerTrust trust) throws IOException {
        try {
            socket.setSoTimeout((int) patience.toMillis()); // of the server's silence in the handshake
            SSLSocket secured = trust.handshake(socket, server);
            socket = secured;
            transcript.note(secured.getSession().getProtocol() + " "
                    + secured.getSession().getCipherSuite());
            return secured.getSession();
        } catch (IOException e) {
            throw explained("no TLS with " + server, e, patience);
        }
    }

    /**
     * Everything goes through this layer from now on, what has arrived and was not read as a reply included (SMTP-26).
     *
     * @param negotiated not closed by this connection
     */
    void protect(LayerCodec negotiated) throws IOException {
        layer = negotiated;
        byte[] behind = new byte[in.remaining()];
        in.get(behind);
        try {
            arrived(behind, behind.length);
        } catch (IOException e) {
            throw explained("lost " + server, e, patience);
        }
        transcript.note(negotiated.confidential() ? "a security layer that encrypts" : "a security layer");
    }

    /** What has arrived and was not read as a reply. */
    ByteBuffer unread() {
        return in;
    }

    /** Sends a line, CRLF included. */
    void send(byte[] line) throws IOException {
        transcript.sent(line);
        try {
            socket.getOutputStream().write(layer == null ? line : layer.encode(line, 0, line.length));
            socket.getOutputStream().flush();
        } catch (LayerException e) {
            throw explained("lost " + server, new IOException(e), patience);
        } catch (IOException e) {
            throw explained("lost " + server, e, patience);
        }
    }

    /** Waits for the next reply. */
    SmtpReply receive(SmtpClientSession session) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            Optional<Received> received = session.read(in);
            while (received.isEmpty()) {
                fill(deadline);
                received = session.read(in);
            }
            if (received.get() instanceof Received.Reply reply) {
                transcript.received(reply.reply());
                return reply.reply();
            }
        } catch (IOException e) {
            throw explained("lost " + server, e, patience);
        }
        throw new IOException(server + " does not speak SMTP: a reply is too long or malformed");
    }

    private void fill(long deadline) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout((int) left);
        int count = socket.getInputStream().read(fromNetwork);
        if (count < 0) {
            throw new EOFException("it closed the connection");
        }
        arrived(fromNetwork, count);
    }

    private void arrived(byte[] octets, int count) throws IOException {
        try {
            in = layer == null ? ByteBuffer.wrap(octets, 0, count) : ByteBuffer.wrap(layer.decode(octets, 0, count));
        } catch (LayerException e) {
            throw new IOException(e);
        }
    }

    private static IOException explained(String what, IOException e, Duration patience) {
        if (e instanceof SocketTimeoutException) {
            return new IOException(what + ": no answer within " + patience.toSeconds() + " s", e);
        }
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String why = cause.getMessage();
        return new IOException(what + ": " + (why == null ? cause.getClass().getSimpleName() : why), e);
    }

    @Override
    public void close() {
        Arrays.fill(fromNetwork, (byte) 0); // challenges
        try {
            socket.close();
        } catch (IOException e) {
            // gone, which is what was wanted
            transcript.note("closing failed");
        }
    }
}
