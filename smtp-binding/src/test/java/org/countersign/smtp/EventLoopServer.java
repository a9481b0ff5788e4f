package org.countersign.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.SecurityLayer.LayerException;

/**
 * How a server on an event loop embeds a session: octets in, octets out, nothing waits. Everything runs on the loop, which
 * is the executor of the session.
 */
final class EventLoopServer {
    private final SmtpServerSession session;
    private final Consumer<byte[]> network;
    private final List<String> extensions;
    private ByteBuffer in = ByteBuffer.allocate(0);
    private LayerCodec layer;

    EventLoopServer(SmtpServerSession session, List<String> extensions, Consumer<byte[]> network) {
        this.session = session;
        this.extensions = extensions;
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
        if (session.expectsResponse()) {
            return session.response(complete.octets());
        }
        if (complete.verb().equals("AUTH")) {
            return session.auth(complete.octets());
        }
        return CompletableFuture.completedStage(session.refusal(complete.verb()).orElseGet(() -> execute(complete)));
    }

    private void write(SmtpReply reply) {
        send(reply.encode());
        if (reply.isClosing()) {
            session.close();
        }
        if (layer == null && session.layer().isPresent()) {
            layer = session.layer().get();
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

    private SmtpReply execute(Line.Complete line) {
        String command = new String(line.octets(), StandardCharsets.ISO_8859_1);
        return switch (line.verb()) {
            case "EHLO" -> ehlo(command.substring(5));
            case "HELO" -> helo();
            case "STARTTLS" -> session.startTls(line.octets());
            case "MAIL" -> mail(command.substring(command.indexOf('>') + 1));
            case "RSET" -> rset();
            case "NOOP" -> SmtpReply.of(250, "2.0.0", "OK");
            case "QUIT" -> SmtpReply.of(221, "2.0.0", "Bye");
            default -> SmtpReply.of(500, "5.5.1", "Unknown command");
        };
    }

    private SmtpReply ehlo(String client) {
        session.ehlo();
        List<String> lines = new ArrayList<>(List.of(Fixtures.HOST + " Hello " + client));
        session.keyword().ifPresent(lines::add);
        lines.addAll(extensions);
        if (session.mayStartTls()) {
            lines.add("STARTTLS");
        }
        return SmtpReply.plain(250, lines.toArray(String[]::new));
    }

    private SmtpReply helo() {
        session.helo();
        return SmtpReply.plain(250, Fixtures.HOST);
    }

    private SmtpReply mail(String parameters) {
        MailAuth said = session.mail(parameters);
        if (said instanceof MailAuth.Refused refused) {
            return refused.reply();
        }
        session.beginTransaction();
        String submitter = said instanceof MailAuth.Submitter known ? known.mailbox() : "nobody in particular";
        return SmtpReply.of(250, "2.1.0", "Submitted by " + submitter);
    }

    private SmtpReply rset() {
        session.endTransaction();
        return SmtpReply.of(250, "2.0.0", "Flushed");
    }
}
