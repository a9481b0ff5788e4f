package org.countersign.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.jspecify.annotations.Nullable;

/** One exchange in lines: from the AUTH command to the outcome (RFC 4954, section 4). */
final class ClientAttempt {
    private static final int SUCCESS = 235;

    private final String mechanism;
    private final ClientExchange exchange;
    private final BiFunction<ClientAction, @Nullable SecurityLayer, ClientAction> ended;
    private volatile boolean pending = true;
    /** An initial response too long for the command: goes out when the server asks for it (SMTP-12). */
    private volatile byte @Nullable [] held;
    /** Why {@code *} was sent. */
    private ClientAction.@Nullable Failed cancelled;

    private volatile byte @Nullable [] sent;

    /** An attempt that calls {@code ended} once, before the last stage completes. */
    ClientAttempt(
            String mechanism,
            ClientExchange exchange,
            BiFunction<ClientAction, @Nullable SecurityLayer, ClientAction> ended) {
        this.mechanism = mechanism;
        this.exchange = exchange;
        this.ended = ended;
    }

    boolean pending() {
        return pending;
    }

    CompletionStage<ClientAction> start() {
        return action(exchange.start(), null);
    }

    CompletionStage<ClientAction> reply(SmtpReply reply) {
        wipeSent();
        if (cancelled != null) {
            return done(end(cancelled));
        }
        if (reply.isChallenge()) {
            return challenge(reply);
        }
        boolean success = reply.code() == SUCCESS && held == null;
        if (!success && reply.code() < 400) {
            // "success" before anything has been shown is as strange as a code that means nothing here
            exchange.close();
            return done(end(new ClientAction.Failed(FailureKind.MALFORMED, "unexpected reply " + reply.code())));
        }
        return action(exchange.outcome(success, null), reply);
    }

    long nanosLeft() {
        return exchange.nanosLeft();
    }

    void expire() {
        exchange.expire();
        held = null; // the exchange has wiped it
    }

    void close() {
        exchange.close();
        wipeSent();
    }

    private CompletionStage<ClientAction> challenge(SmtpReply reply) {
        byte[] initialResponse = held;
        if (initialResponse != null) {
            // the server asks for the initial response, whatever it says (SMTP-16)
            held = null;
            return done(send(AuthLine.response(initialResponse)));
        }
        byte[] data = data(reply);
        if (data == null) {
            exchange.close();
            return done(cancel(new ClientAction.Failed(FailureKind.MALFORMED, "the challenge is not Base64")));
        }
        return action(exchange.challenge(data), reply);
    }

    /** The challenge, or null if it is none. */
    private byte @Nullable [] data(SmtpReply reply) {
        if (reply.text().size() > 1) {
            return null; // SMTP-15
        }
        byte[] text = reply.text().get(0).getBytes(StandardCharsets.UTF_8);
        byte[] data = StrictBase64.decode(text);
        // prompts of LOGIN are for people, and some servers do not encode them (LOGIN-05)
        return data == null && mechanism.equals("LOGIN") ? text : data;
    }

    /** What to do when the exchange has said so; {@code to} is what the server said before, null at the start. */
    private CompletionStage<ClientAction> action(CompletionStage<ClientReply> stage, @Nullable SmtpReply to) {
        pending = true;
        // a stage that breaks its promise never to fail must not leave the caller without an action
        return stage.handle((reply, broken) -> broken == null
                ? action(reply, to)
                : end(new ClientAction.Failed(FailureKind.INTERNAL, "the exchange is broken")));
    }

    private ClientAction action(ClientReply reply, @Nullable SmtpReply to) {
        if (reply instanceof ClientReply.Send send) {
            return send(to == null ? command(send.data()) : AuthLine.response(send.data()));
        }
        if (reply instanceof ClientReply.Success success) {
            return ended.apply(new ClientAction.Authenticated(mechanism), success.layer());
        }
        ClientReply.Failure failure = (ClientReply.Failure) reply;
        if (to != null && to.code() >= 400) {
            return end(new ClientAction.Refused(to, failure.serverError()));
        }
        ClientAction.Failed failed = new ClientAction.Failed(failure.kind(), failure.detail());
        return to != null && to.isChallenge() ? cancel(failed) : end(failed);
    }

    private byte[] command(byte @Nullable [] initialResponse) {
        byte[] line = AuthLine.command(mechanism, initialResponse);
        if (line.length <= AuthLine.LONGEST_COMMAND) {
            return line;
        }
        Arrays.fill(line, (byte) 0);
        held = initialResponse;
        return AuthLine.command(mechanism, null);
    }

    private ClientAction send(byte[] line) {
        sent = line;
        pending = false;
        return new ClientAction.Send(line);
    }

    /** The server waits for a response: it gets {@code *}, and what it says to that changes nothing (SMTP-09). */
    private ClientAction cancel(ClientAction.Failed why) {
        cancelled = why;
        return send(AuthLine.cancel());
    }

    private ClientAction end(ClientAction action) {
        return ended.apply(action, null);
    }

    private void wipeSent() {
        byte[] line = sent;
        if (line != null) {
            Arrays.fill(line, (byte) 0);
        }
    }

    private static CompletionStage<ClientAction> done(ClientAction action) {
        return CompletableFuture.completedFuture(action);
    }
}
