package org.countersign.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Passes one connection on, sees what is sent, and may change it: before the reply 235, and behind it. */
final class Relay implements AutoCloseable {
    private final ServerSocket listening;
    private final InetSocketAddress server;
    private final ByteArrayOutputStream behind235 = new ByteArrayOutputStream();
    private volatile boolean authenticated;

    /** What happens to a piece that one side sends. */
    private UnaryOperator<byte[]> ofServerBefore = UnaryOperator.identity();

    private UnaryOperator<byte[]> ofServerBehind = UnaryOperator.identity();
    private UnaryOperator<byte[]> ofClientBehind = UnaryOperator.identity();

    Relay(InetSocketAddress server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    Relay changingServerBefore(UnaryOperator<byte[]> change) {
        ofServerBefore = change;
        return this;
    }

    Relay changingServerBehind(UnaryOperator<byte[]> change) {
        ofServerBehind = change;
        return this;
    }

    Relay changingClientBehind(UnaryOperator<byte[]> change) {
        ofClientBehind = change;
        return this;
    }

    Relay start() {
        inBackground(this::pass);
        return this;
    }

    Endpoint address() {
        return new Endpoint("127.0.0.1", listening.getLocalPort());
    }

    /** All octets behind 235, of both sides; an octet is a character. */
    String behind235() {
        synchronized (behind235) {
            return behind235.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private void pass() {
        try (Socket client = listening.accept();
                Socket to = new Socket(server.getAddress(), server.getPort())) {
            inBackground(() -> fromClient(client, to));
            fromServer(to, client);
        } catch (IOException e) {
            System.getLogger("test").log(System.Logger.Level.DEBUG, "the test sees it", e);
        }
    }

    private void fromClient(Socket client, Socket to) {
        try {
            for (byte[] piece = next(client); piece.length > 0; piece = next(client)) {
                to.getOutputStream().write(authenticated ? seen(ofClientBehind.apply(piece)) : piece);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            System.getLogger("test").log(System.Logger.Level.DEBUG, "the test sees it", e);
        }
    }

    private void fromServer(Socket from, Socket client) throws IOException {
        for (byte[] piece = next(from); piece.length > 0; piece = next(from)) {
            boolean before = !authenticated;
            if (before && new String(piece, StandardCharsets.ISO_8859_1).startsWith("235 ")) {
                authenticated = true; // the client answers, so nothing else is in this piece
            }
            client.getOutputStream().write(before ? ofServerBefore.apply(piece) : seen(ofServerBehind.apply(piece)));
        }
    }

    private byte[] seen(byte[] piece) {
        synchronized (behind235) {
            behind235.writeBytes(piece);
        }
        return piece;
    }

    private static byte[] next(Socket from) throws IOException {
        byte[] piece = new byte[8192];
        int count = from.getInputStream().read(piece);
        return count < 0 ? new byte[0] : Arrays.copyOf(piece, count);
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
