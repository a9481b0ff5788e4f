package org.countersign.smtp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.jspecify.annotations.Nullable;

/** The attempts of a session to authenticate: one at a time, until one succeeds or too many have failed. */
final class ServerAttempts {
    private final SmtpServerSide side;
    private final SessionState state;
    private final Executor runOn;
    private int failures;
    private volatile @Nullable ServerAttempt current;
    private volatile boolean closed;

    ServerAttempts(SmtpServerSide side, SessionState state, Executor runOn) {
        this.side = side;
        this.state = state;
        this.runOn = runOn;
    }

    /** Whether there is none that goes on. */
    boolean none() {
        return current == null;
    }

    boolean pending() {
        ServerAttempt attempt = current;
        return attempt != null && attempt.pending();
    }

    boolean expectResponse() {
        ServerAttempt attempt = current;
        return attempt != null && !attempt.pending();
    }

    boolean tooManyFailed() {
        return failures >= side.failuresAllowed;
    }

    CompletionStage<SmtpReply> start(AuthCommand command) {
        if (command instanceof AuthCommand.Refused refused) {
            return CompletableFuture.completedFuture(refused.reply());
        }
        AuthCommand.Start start = (AuthCommand.Start) command;
        Optional<ServerExchange> exchange = side.sasl.open(start.mechanism(), state.facts(), runOn);
        if (exchange.isEmpty()) {
            return CompletableFuture.completedFuture(Replies.NO_SUCH_MECHANISM);
        }
        ServerAttempt attempt = new ServerAttempt(exchange.get(), this::outcome);
        current = attempt;
        return attempt.start(start.initialResponse());
    }

    CompletionStage<SmtpReply> response(byte[] line) {
        return requireResponse().response(line);
    }

    /** Ends the attempt, which expects a response. */
    void abort() {
        requireResponse().abort(FailureKind.ABORTED);
    }

    long nanosLeft() {
        ServerAttempt attempt = current;
        return attempt == null ? Long.MAX_VALUE : attempt.nanosLeft();
    }

    void expire() {
        ServerAttempt attempt = current;
        if (attempt != null) {
            attempt.expire();
        }
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
        ServerAttempt attempt = current;
        if (attempt != null) {
            attempt.close();
        }
    }

    ServerAttempt requireResponse() {
        ServerAttempt attempt = current;
        if (closed || attempt == null || attempt.pending()) {
            throw new IllegalStateException("no response is expected");
        }
        return attempt;
    }

    private SmtpReply outcome(ServerReply reply) {
        SmtpReply told = settle(reply);
        current = null; // last: only now may somebody else go on
        return told;
    }

    private SmtpReply settle(ServerReply reply) {
        if (reply instanceof ServerReply.Success success) {
            state.authenticated(success.who(), success.layer());
            if (closed) {
                state.closeLayer();
            }
            return Replies.AUTHENTICATED;
        }
        failures++;
        FailureKind kind = ((ServerReply.Failure) reply).kind();
        return Replies.of(kind, side.accountStateRevealed);
    }
}
