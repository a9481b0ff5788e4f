package org.countersign.smtp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.jspecify.annotations.Nullable;

/** One exchange in lines: from the AUTH command to the outcome (RFC 4954, section 4). */
final class ServerAttempt {
    private final ServerExchange exchange;
    private final Function<ServerReply, SmtpReply> outcome;
    /** Whether a reply is due; if not, a response. Read by a thread that waits while the reply is completed elsewhere. */
    private volatile boolean pending = true;

    /** An attempt that calls {@code outcome} once, before the last stage completes; never with a challenge. */
    ServerAttempt(ServerExchange exchange, Function<ServerReply, SmtpReply> outcome) {
        this.exchange = exchange;
        this.outcome = outcome;
    }

    boolean pending() {
        return pending;
    }

    CompletionStage<SmtpReply> start(byte @Nullable [] initialResponse) {
        return reply(exchange.start(initialResponse));
    }

    CompletionStage<SmtpReply> response(byte[] line) {
        if (line.length == 1 && line[0] == '*') {
            return CompletableFuture.completedFuture(abort(FailureKind.ABORTED)); // SMTP-17
        }
        byte[] data = StrictBase64.decode(line);
        if (data == null) {
            return CompletableFuture.completedFuture(abort(FailureKind.MALFORMED)); // SMTP-18
        }
        pending = true;
        return reply(exchange.respond(data));
    }

    /** Ends the attempt while a response is expected. */
    SmtpReply abort(FailureKind why) {
        exchange.abort();
        return outcome.apply(new ServerReply.Failure(why));
    }

    void expire() {
        exchange.expire();
    }

    long nanosLeft() {
        return exchange.nanosLeft();
    }

    void close() {
        exchange.close();
    }

    private CompletionStage<SmtpReply> reply(CompletionStage<ServerReply> stage) {
        // a stage that breaks its promise never to fail must not leave the client without an answer
        return stage.handle(
                (reply, broken) -> reply(broken == null ? reply : new ServerReply.Failure(FailureKind.INTERNAL)));
    }

    private SmtpReply reply(ServerReply reply) {
        if (reply instanceof ServerReply.Challenge challenge) {
            SmtpReply asks = SmtpReply.challenge(challenge.data());
            pending = false;
            return asks;
        }
        return outcome.apply(reply);
    }
}
