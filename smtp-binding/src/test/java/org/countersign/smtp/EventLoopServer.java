package org.countersign.smtp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.SecurityLayer.LayerException;
import org.jspecify.annotations.Nullable;

/**
 * How a server on an event loop embeds a session: octets in, octets out, nothing waits. Everything runs on the loop, which
 * is the executor of the session.
 */
final class EventLoopServer {
    private final SmtpServerSession session;
    private final Consumer<byte[]> network;
    private final MailCommands commands;
    private ByteBuffer in = ByteBuffer.allocate(0);
    private LayerCodec layer;

    EventLoopServer(SmtpServerSession session, List<String> extensions, Consumer<byte[]> network) {
        this.session = session;
        this.commands = new MailCommands(session, extensions);
        this.network = network;
    }

    /** Octets have arrived. */
    void received(byte[] octets) throws LayerException {
        byte[] plain = layer == null ? octets : layer.decode(octets, 0, octets.length);
        in = ByteBuffer.allocate(in.remaining() + plain.length)
                .put(in)
                .put(plain)
                .flip();
        readOn();
    }

    /** The TLS handshake is over; {@code in} is empty, because nothing may follow STARTTLS. */
    void tlsStarted(ConnectionFacts facts) {
        session.tlsStarted(facts, in);
        commands.forget();
    }

    /** Octets that have arrived and wait: for a look-up, for TLS. */
    int waiting() {
        return in.remaining();
    }

    private void readOn() {
        Optional<Line> next;
        while ((next = session.read(in)).isPresent()) {
            CompletionStage<Void> answered = answer(next.get()).thenAccept(this::write);
            if (session.pending()) {
                answered.thenRun(this::readOn);
            }
        }
    }

    private CompletionStage<SmtpReply> answer(Line line) {
        if (line instanceof Line.Fault fault) {
            return CompletableFuture.completedStage(session.refuse(fault));
        }
        Line.Complete complete = (Line.Complete) line;
        if (commands.inMessage()) {
            return CompletableFuture.completedStage(commands.text(complete));
        }
        if (session.expectsResponse()) {
            return session.response(complete.octets());
        }
        if (complete.verb().equals("AUTH")) {
            return session.auth(complete.octets());
        }
        return CompletableFuture.completedStage(
                session.refusal(complete.verb()).orElseGet(() -> commands.execute(complete)));
    }

    private void write(@Nullable SmtpReply reply) {
        if (reply == null) {
            return; // a line of a message
        }
        send(reply.encode());
        if (reply.isClosing()) {
            session.close();
        }
        if (layer == null && session.layer().isPresent()) {
            layer = session.layer().get();
            commands.forget();
            try {
                byte[] rest = new byte[in.remaining()];
                in.get(rest);
                in = ByteBuffer.wrap(layer.decode(rest, 0, rest.length));
            } catch (LayerException e) {
                session.close();
            }
        }
    }

    private void send(byte[] octets) {
        try {
            network.accept(layer == null ? octets : layer.encode(octets, 0, octets.length));
        } catch (LayerException e) {
            session.close();
        }
    }
}
