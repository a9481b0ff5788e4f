package org.countersign.smtp;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** How a server with a thread for each connection embeds a session: it waits for each reply, but not for ever. */
final class BlockingServer {
    private final SmtpServerSession session;
    private final Socket socket;

    BlockingServer(SmtpServerSide side, Socket socket) {
        this.session = side.session(Fixtures.clear(), Runnable::run);
        this.socket = socket;
    }

    void serve() throws Exception {
        try (session;
                socket) {
            write(SmtpReply.plain(220, "smtp.example.com"));
            ByteBuffer in = ByteBuffer.allocate(512).limit(0);
            SmtpReply last = null;
            while (last == null || (last.code() != 221 && !last.isClosing())) {
                Optional<Line> line = session.read(in);
                if (line.isPresent()) {
                    last = await(answer(line.get()));
                    write(last);
                } else if (!fill(in)) {
                    return;
                }
            }
        }
    }

    private boolean fill(ByteBuffer in) throws IOException {
        int length = socket.getInputStream().read(in.array());
        in.position(0).limit(Math.max(0, length));
        return length >= 0;
    }

    private SmtpReply await(CompletionStage<SmtpReply> stage) throws ExecutionException, InterruptedException {
        CompletableFuture<SmtpReply> reply = stage.toCompletableFuture();
        try {
            return reply.get(session.nanosLeft(), NANOSECONDS);
        } catch (TimeoutException e) {
            session.expire();
            return reply.get();
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
        return CompletableFuture.completedStage(
                session.refusal(complete.verb()).orElseGet(() -> execute(complete.verb())));
    }

    private SmtpReply execute(String verb) {
        return switch (verb) {
            case "EHLO" -> {
                session.ehlo();
                yield SmtpReply.plain(250, "smtp.example.com", session.keyword().orElse("NOTHING"));
            }
            case "QUIT" -> SmtpReply.of(221, "2.0.0", "Bye");
            default -> SmtpReply.of(500, "5.5.1", "Unknown command");
        };
    }

    private void write(SmtpReply reply) throws IOException {
        socket.getOutputStream().write(reply.encode());
        socket.getOutputStream().flush();
    }
}
