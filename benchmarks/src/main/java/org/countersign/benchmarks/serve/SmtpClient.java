package org.countersign.benchmarks.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A client that does as little as it can: what is measured is the server. */
final class SmtpClient implements AutoCloseable {
    private static final byte[] EHLO = line("EHLO client.example.org");
    private static final byte[] QUIT = line("QUIT");
    private static final byte[] AUTH = line("AUTH PLAIN "
            + Base64.getEncoder()
                    .encodeToString(
                            ("\0" + Contestant.USER + "\0" + Contestant.PASSWORD).getBytes(StandardCharsets.US_ASCII)));

    private final SocketChannel channel;

    private SmtpClient(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects to this machine and waits for the greeting. */
    static SmtpClient connect(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SmtpClient client = new SmtpClient(channel);
        client.expect("220");
        return client;
    }

    void authenticate() throws IOException {
        send(EHLO);
        expect("250");
        send(AUTH);
        expect("235");
    }

    /** Waits until the server has closed too, so that the port can be used again. */
    void quit() throws IOException {
        send(QUIT);
        expect("221");
        ByteBuffer nothing = ByteBuffer.allocate(1);
        if (channel.read(nothing) > 0) {
            throw new IOException("octets behind 221");
        }
    }

    private void send(byte[] line) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(line);
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    /** Reads a reply of one or several lines. */
    private void expect(String code) throws IOException {
        ByteBuffer reply = ByteBuffer.allocate(2048);
        while (!isComplete(reply)) {
            if (channel.read(reply) < 0) {
                throw new IOException("closed instead of " + code);
            }
        }
        String text = new String(reply.array(), 0, reply.position(), StandardCharsets.US_ASCII);
        if (!text.startsWith(code)) {
            throw new IOException("not " + code + ": " + text.strip());
        }
    }

    /** Whether the last line ends, and has a blank behind the code. */
    private static boolean isComplete(ByteBuffer reply) {
        int end = reply.position();
        if (end < 5 || reply.get(end - 1) != '\n') {
            return false;
        }
        int start = end - 1;
        while (start > 0 && reply.get(start - 1) != '\n') {
            start--;
        }
        return reply.get(start + 3) != '-';
    }

    private static byte[] line(String text) {
        return (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
