package org.countersign.smtp;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;

/** How a client that may block embeds a session. */
final class BlockingClient implements AutoCloseable {
    private final SmtpClientSession session;
    private final Socket socket;
    private final ByteBuffer in = ByteBuffer.allocate(512).limit(0);

    BlockingClient(ClientSide sasl, Socket socket) {
        this.session = new SmtpClientSession(sasl, Fixtures.clear(), Runnable::run);
        this.socket = socket;
    }

    /** Says hello and authenticates with the strongest mechanism. */
    ClientAction login(Credentials credentials) throws IOException {
        reply();
        send(session.ehlo("client.example.com"));
        session.ehloReply(reply());
        String strongest = session.choose(credentials).get(0).name();
        ClientAction action =
                session.auth(strongest, credentials).toCompletableFuture().join();
        while (action instanceof ClientAction.Send send) {
            send(send.line());
            action = session.reply(reply()).toCompletableFuture().join();
        }
        return action;
    }

    private SmtpReply reply() throws IOException {
        while (true) {
            Optional<Received> received = session.read(in);
            if (received.isPresent()) {
                if (received.get() instanceof Received.Reply reply) {
                    return reply.reply();
                }
                throw new IOException("not a reply: " + received.get());
            }
            int length = socket.getInputStream().read(in.array());
            if (length < 0) {
                throw new IOException("the server is gone");
            }
            in.position(0).limit(length);
        }
    }

    private void send(byte[] line) throws IOException {
        socket.getOutputStream().write(line);
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        session.close();
        socket.close();
    }
}
