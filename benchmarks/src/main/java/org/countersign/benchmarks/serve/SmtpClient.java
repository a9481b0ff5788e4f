package org.countersign.benchmarks.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that does as little as it can, what is measured is the server: says a line whenever a reply is complete. */
final class SmtpClient {
    /** The reply that is due, and what to say then; null: nothing more. */
    record Turn(String code, byte @Nullable [] line) {}

    private static final Turn GREETED = new Turn("220", line("EHLO client.example.org"));
    private static final Turn OFFERED = new Turn(
            "250",
            line("AUTH PLAIN "
                    + Base64.getEncoder()
                            .encodeToString(("\0" + Contestant.USER + "\0" + Contestant.PASSWORD)
                                    .getBytes(StandardCharsets.US_ASCII))));

    /** Authenticates, and has nothing more to say. */
    static final List<Turn> STAYING = List.of(GREETED, OFFERED, new Turn("235", null));

    /** Authenticates and leaves, which is over when the server has closed too, so that the port can be used again. */
    static final List<Turn> LEAVING = List.of(GREETED, OFFERED, new Turn("235", line("QUIT")), new Turn("221", null));

    private final SocketChannel channel;
    private final List<Turn> turns;
    private final ByteBuffer reply = ByteBuffer.allocate(2048);
    private int next;

    private SmtpClient(SocketChannel channel, List<Turn> turns) {
        this.channel = channel;
        this.turns = turns;
    }

    /** Connects to this machine; {@link #advance} does the rest when the selector says so. */
    static void connect(int port, List<Turn> turns, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        boolean connected = channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.register(
                selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, new SmtpClient(channel, turns));
    }

    /** Goes on with what has happened, and tells whether everything has been said and done. */
    boolean advance(SelectionKey key) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_READ);
            return false;
        }
        if (channel.read(reply) < 0) {
            channel.close();
            if (next < turns.size()) {
                throw new IOException("closed instead of " + turns.get(next).code());
            }
            return true;
        }
        return isComplete() && turn(key);
    }

    private boolean turn(SelectionKey key) throws IOException {
        String text = new String(reply.array(), 0, reply.position(), StandardCharsets.US_ASCII);
        if (next == turns.size() || !text.startsWith(turns.get(next).code())) {
            throw new IOException("not expected: " + text.strip());
        }
        reply.clear();
        byte[] line = turns.get(next).line();
        next++;
        if (line != null) {
            channel.write(ByteBuffer.wrap(line)); // a line is never more than a socket takes
        } else if (turns == STAYING) {
            key.interestOps(0);
            return true;
        }
        return false;
    }

    /** Whether the last line ends, and has a blank behind the code. */
    private boolean isComplete() {
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
}
