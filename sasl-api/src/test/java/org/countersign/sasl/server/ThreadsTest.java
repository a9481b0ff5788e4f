package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.challenge;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Loop;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.server.Authorizer.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On which thread an attempt goes on, and that it is on one at a time. */
class ThreadsTest {
    private static final FakeServer ASKING =
            FakeServer.clientFirst((context, none) -> ask(new IdentifyPeer(), found -> success(found.orElseThrow())));

    /** A stage that completes in the moment between the question whether it is done and the request to be told. */
    private static final class JustNow extends CompletableFuture<Optional<String>> {
        @Override
        public boolean isDone() {
            boolean done = super.isDone();
            complete(Optional.of("alice"));
            return done;
        }
    }

    @Test
    void anAnswerThatIsThereCostsNoHop() {
        Sentry sentry = Sentry.of(
                ASKING,
                builder ->
                        builder.peers((question, attempt) -> CompletableFuture.completedFuture(Optional.of("alice"))));
        ServerExchange exchange = sentry.open(task -> {
            throw new AssertionError("hopped");
        });

        assertThat(Await.now(exchange.start(new byte[0]))).isInstanceOf(ServerReply.Success.class);
    }

    @Test
    void anAnswerThatComesJustThenFindsTheExchangeReady() {
        Sentry sentry = Sentry.of(ASKING, builder -> builder.peers((question, attempt) -> new JustNow()));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isInstanceOf(ServerReply.Success.class);
        assertThat(sentry.event().success()).isTrue();
    }

    @Test
    void everythingAfterALateAnswerHappensOnTheExecutor() {
        try (Loop connection = new Loop("connection");
                Loop database = new Loop("database")) {
            List<String> threads = new ArrayList<>();
            FakeServer mechanism = FakeServer.clientFirst((context, none) -> ask(new IdentifyPeer(), found -> {
                threads.add(Thread.currentThread().getName());
                context.onSuccess(() -> threads.add(Thread.currentThread().getName()));
                return success("alice");
            }));
            Sentry sentry = Sentry.of(
                    mechanism,
                    builder -> builder.peers((question, attempt) ->
                                    CompletableFuture.supplyAsync(() -> Optional.of("alice"), database))
                            .authorizer((attempt, identity, authorizationId, principal) -> {
                                threads.add(Thread.currentThread().getName());
                                return CompletableFuture.supplyAsync(() -> new Decision.Grant("alice"), database);
                            })
                            .audit(event -> threads.add(Thread.currentThread().getName())));
            ServerExchange exchange = sentry.open(connection);

            Await.soon(connection.call(() -> exchange.start(new byte[0])
                    .thenAccept(reply -> threads.add(Thread.currentThread().getName()))));

            assertThat(threads).hasSize(5).containsOnly("connection");
        }
    }

    static Stream<RuntimeException> refusals() {
        return Stream.of(new RejectedExecutionException("shut down"), new IllegalStateException("no event loop"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void anExecutorThatRefusesAbortsTheAttempt(RuntimeException refusal) {
        CompletableFuture<Optional<String>> peer = new CompletableFuture<>();
        Sentry sentry = Sentry.of(ASKING, builder -> builder.peers((question, attempt) -> peer));
        var reply = sentry.open(task -> {
                    throw refusal;
                })
                .start(new byte[0]);

        peer.complete(Optional.of("alice"));

        assertThat(Await.now(reply)).isEqualTo(failure(FailureKind.ABORTED));
        assertThat(sentry.event().wire()).isEqualTo(FailureKind.ABORTED);
    }

    @Test
    void aMechanismMayKeepItsStateInPlainVariables() {
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst((context, none) -> count(new int[1], 7)),
                builder -> builder.peers((question, attempt) ->
                        CompletableFuture.supplyAsync(() -> Optional.of("alice"), ForkJoinPool.commonPool())));

        List<CompletableFuture<ServerReply>> replies = IntStream.range(0, 500)
                .mapToObj(i -> sentry.open(ForkJoinPool.commonPool())
                        .start(new byte[0])
                        .toCompletableFuture())
                .toList();

        for (CompletableFuture<ServerReply> reply : replies) {
            assertThat(Await.soon(reply)).isInstanceOf(ServerReply.Challenge.class);
        }
    }

    private static ServerStep count(int[] counted, int to) {
        return ask(new IdentifyPeer(), found -> {
            counted[0]++;
            return to > 1 ? count(counted, to - 1) : told(counted[0]);
        });
    }

    private static ServerStep told(int count) {
        return count == 7 ? challenge(new byte[0], more -> success("alice")) : ServerStep.rejected("lost count");
    }
}
