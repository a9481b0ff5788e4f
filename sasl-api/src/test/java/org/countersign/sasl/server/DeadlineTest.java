package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.challenge;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Loop;
import org.countersign.sasl.harness.Sentry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attempt takes no longer than it may, though nobody waits and no thread watches. */
class DeadlineTest {
    private static final Duration SHORT = Duration.ofMillis(30);

    private final List<ServerExchange> self = new ArrayList<>();

    private static FakeServer asking(ServerStep then) {
        return FakeServer.clientFirst((context, none) -> ask(new IdentifyPeer(), peer -> then));
    }

    private CompletionStage<ServerReply> start(Sentry sentry) {
        self.add(sentry.open());
        return self.get(0).start(new byte[0]);
    }

    private void waitUntilItHasPassed() {
        while (self.get(0).nanosLeft() > 0) {
            Thread.onSpinWait();
        }
    }

    /** An embedder who takes too long, on the attempt's own thread. */
    private <A> CompletionStage<A> slowly(A answer) {
        waitUntilItHasPassed();
        return CompletableFuture.completedFuture(answer);
    }

    private Sentry slow(ServerStep then) {
        return Sentry.of(
                asking(then),
                builder -> builder.deadline(SHORT).peers((question, attempt) -> slowly(Optional.of("alice"))));
    }

    @Test
    void isAsFarAwayAsTheServerSays() {
        ServerExchange exchange = Sentry.of(asking(success("alice")), builder -> builder.deadline(Duration.ofHours(1)))
                .open();

        assertThat(exchange.nanosLeft())
                .isBetween(Duration.ofMinutes(59).toNanos(), Duration.ofHours(1).toNanos());
    }

    @Test
    void endsAnExchangeThatStartsTooLate() {
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst((context, none) -> {
                    throw new AssertionError("started");
                }),
                builder -> builder.deadline(Duration.ZERO));

        assertThat(Await.now(start(sentry))).isEqualTo(failure(FailureKind.TIMED_OUT));
        assertThat(sentry.event().wire()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(self.get(0).nanosLeft()).isNotPositive();
    }

    @Test
    void undoesASuccessThatComesTooLate() {
        Sentry sentry = slow(success("alice"));

        assertThat(Await.now(start(sentry))).isEqualTo(failure(FailureKind.TIMED_OUT));
        assertThat(sentry.event().wire()).isEqualTo(FailureKind.TIMED_OUT);
    }

    @Test
    void keepsBackAChallengeThatComesTooLate() {
        Sentry sentry = slow(challenge(new byte[0], more -> success("alice")));

        assertThat(Await.now(start(sentry))).isEqualTo(failure(FailureKind.TIMED_OUT));
    }

    @Test
    void keepsBackFinalDataWhenTheAuthorizerTakesTooLong() {
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst((context, none) -> success("alice").finalData(new byte[] {1})),
                builder -> builder.deadline(SHORT)
                        .authorizer((attempt, identity, authorizationId, principal) ->
                                slowly(new Authorizer.Decision.Grant("alice"))));

        assertThat(Await.now(start(sentry))).isEqualTo(failure(FailureKind.TIMED_OUT));
    }

    @Test
    void endsAnExchangeWhoseAnswerComesTooLate() {
        CompletableFuture<Optional<String>> peer = new CompletableFuture<>();
        Sentry sentry = Sentry.of(
                asking(challenge(new byte[0], more -> success("alice"))),
                builder -> builder.deadline(SHORT).peers((question, attempt) -> peer));
        var reply = start(sentry);
        waitUntilItHasPassed();

        peer.complete(Optional.of("alice"));

        assertThat(Await.now(reply)).isEqualTo(failure(FailureKind.TIMED_OUT));
    }

    @Test
    void endsAnExchangeWhoseClientComesTooLate() {
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst((context, none) -> challenge(new byte[0], more -> success("alice"))),
                builder -> builder.deadline(SHORT));
        ServerReply reply = Await.now(start(sentry));
        waitUntilItHasPassed();

        if (reply instanceof ServerReply.Challenge) { // unless this machine was too slow for it
            reply = Await.now(self.get(0).respond(new byte[0]));
        }
        assertThat(reply).isEqualTo(failure(FailureKind.TIMED_OUT));
        assertThat(sentry.events()).hasSize(1);
    }

    @Test
    void isToldToTheNextWhoAsksWhenItPassesBetweenMessages() {
        Sentry sentry =
                Sentry.of(FakeServer.clientFirst((context, none) -> challenge(new byte[0], more -> success("alice"))));
        start(sentry);

        self.get(0).expire();

        assertThat(sentry.event().wire()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(Await.now(self.get(0).respond(new byte[0]))).isEqualTo(failure(FailureKind.TIMED_OUT));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoEndsAnExchangeDoesNotWaitForALookUpThatBlocks(boolean expire) {
        CountDownLatch lookingUp = new CountDownLatch(1);
        CountDownLatch found = new CountDownLatch(1);
        Sentry sentry = Sentry.of(
                asking(success("alice")),
                builder -> builder.peers((question, attempt) -> {
                    lookingUp.countDown();
                    Await.soon(found);
                    return CompletableFuture.completedFuture(Optional.of("alice"));
                }));
        try (Loop connection = new Loop("connection")) {
            ServerExchange exchange = sentry.open(connection);
            CompletableFuture<ServerReply> reply = new CompletableFuture<>();
            connection.execute(() -> exchange.start(new byte[0]).thenAccept(reply::complete));
            Await.soon(lookingUp);

            if (expire) {
                exchange.expire();
            } else {
                exchange.close();
            }

            // only now may the look-up end: whoever waited for it would still be waiting
            assertThat(reply).isNotDone();
            found.countDown();
            FailureKind kind = expire ? FailureKind.TIMED_OUT : FailureKind.ABORTED;
            assertThat(Await.soon(reply)).isEqualTo(failure(kind));
            assertThat(sentry.event().wire()).isEqualTo(kind);
        }
    }
}
