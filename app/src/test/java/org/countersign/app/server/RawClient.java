package org.countersign.app.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client that sends what it is told, right or wrong, and reads replies. */
final class RawClient implements AutoCloseable {
    static final String PASSWORD = "tanstaaftanstaaf";
    private static final int TIMEOUT_MILLIS = 10_000;

    private Socket socket;
    private InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** A client that has not read anything. */
    static RawClient connect(SubmissionServer server) throws IOException {
        return connect(server.addresses().get(0));
    }

    static RawClient connect(InetSocketAddress address) throws IOException {
        return new RawClient(new Socket(address.getAddress(), address.getPort()));
    }

    /** A client that has read the greeting and said EHLO. */
    static RawClient greeted(SubmissionServer server) throws IOException {
        RawClient client = connect(server);
        client.reply();
        client.command("EHLO client.example");
        return client;
    }

    /** A client that is authenticated, which the server must allow without TLS. */
    static RawClient authenticated(SubmissionServer server) throws IOException {
        RawClient client = greeted(server);
        String reply = client.command("AUTH PLAIN " + plain(PASSWORD));
        if (!reply.startsWith("235 ")) {
            throw new IOException(reply);
        }
        return client;
    }

    /** The message of PLAIN. */
    static String plain(String password) {
        return base64("\0tim\0" + password);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** Sends octets, one for each character, in one piece. */
    RawClient send(String octets) throws IOException {
        return send(octets.getBytes(ISO_8859_1));
    }

    RawClient send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        return this;
    }

    /** Sends a line and reads the reply. */
    String command(String line) throws IOException {
        return send(line + "\r\n").reply();
    }

    /** Reads one reply, all lines of it, with a line feed between them. */
    String reply() throws IOException {
        StringBuilder lines = new StringBuilder(line());
        while (lines.length() > lines.lastIndexOf("\n") + 4 && lines.charAt(lines.lastIndexOf("\n") + 4) == '-') {
            lines.append('\n').append(line());
        }
        return lines.toString();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("closed behind: " + line.toString(ISO_8859_1));
            }
            line.write(octet);
        }
        String text = line.toString(ISO_8859_1);
        if (!text.endsWith("\r")) {
            throw new IOException("a line that does not end in CRLF: " + text);
        }
        return text.substring(0, text.length() - 1);
    }

    /** One octet as it comes. */
    int read() throws IOException {
        return in.read();
    }

    /** Whether the server closes, without another octet; waits for it. */
    boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true; // reset
        }
    }

    /** Sends nothing any more, but reads. */
    void closeOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Does the handshake, in one of these versions or in any. */
    SSLSocket handshake(SSLContext context, String... versions) throws IOException {
        SSLSocket tls =
                (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        if (versions.length > 0) {
            tls.setEnabledProtocols(versions);
        }
        tls.startHandshake();
        socket = tls;
        in = new BufferedInputStream(tls.getInputStream());
        return tls;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
