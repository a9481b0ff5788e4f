package org.countersign.sasl.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.sasl.ClientStep.ask;
import static org.countersign.sasl.ClientStep.last;
import static org.countersign.sasl.ClientStep.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.countersign.sasl.ClientQuestion.Token;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Secret;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Caller;
import org.countersign.sasl.harness.Duel;
import org.countersign.sasl.harness.FakeClient;
import org.countersign.sasl.harness.Loop;
import org.countersign.sasl.shapes.ToyContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client's exchange ends, on which thread, and that it has ended then. */
class ClientEndingsTest {
    private static final FakeClient ASKING = FakeClient.clientFirst(
            context -> ask(new Token(), token -> last(token.octets().clone())));

    private final CompletableFuture<Secret> token = new CompletableFuture<>();

    private static Secret secret() {
        return Secret.owning(new byte[] {1, 2, 3});
    }

    private static FailureKind kind(ClientReply reply) {
        return ((ClientReply.Failure) reply).kind();
    }

    private static void end(ClientExchange exchange, boolean expire) {
        if (expire) {
            exchange.expire();
        } else {
            exchange.close();
        }
    }

    private static FailureKind kind(boolean expire) {
        return expire ? FailureKind.TIMED_OUT : FailureKind.ABORTED;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerAfterTheEndIsIgnored(boolean expire) {
        ClientExchange exchange = Caller.of(ASKING).open(new Tokens(token));
        var reply = exchange.start();

        end(exchange, expire);
        token.complete(secret());

        assertThat(kind(Await.now(reply))).isEqualTo(kind(expire));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndBetweenMessagesIsToldToTheNextWhoAsks(boolean expire) {
        ClientExchange exchange =
                Caller.of(FakeClient.clientFirst(context -> last(new byte[1]))).open();
        Await.now(exchange.start());

        end(exchange, expire);

        assertThat(kind(Await.now(exchange.outcome(true, null)))).isEqualTo(kind(expire));
        assertThatThrownBy(() -> exchange.outcome(true, null)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEndAfterTheOutcomeChangesNothing() {
        ClientExchange exchange =
                Caller.of(FakeClient.clientFirst(context -> last(new byte[1]))).open();
        Await.now(exchange.start());
        var reply = exchange.outcome(true, null);

        exchange.close();
        exchange.expire();

        assertThat(Await.now(reply)).isInstanceOf(ClientReply.Success.class);
    }

    @Test
    void theCredentialsStageIsLeftAlone() {
        ClientExchange exchange = Caller.of(ASKING).open(new Tokens(token));
        exchange.start();

        exchange.close();

        assertThat(token).isNotDone();
    }

    @Test
    void messagesComeOneAtATimeAndInOrder() {
        ClientExchange exchange = Caller.of(ASKING).open(new Tokens(token));
        assertThatThrownBy(() -> exchange.challenge(new byte[0])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> exchange.outcome(true, null)).isInstanceOf(IllegalStateException.class);
        var reply = exchange.start();
        assertThatThrownBy(exchange::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> exchange.challenge(new byte[0])).isInstanceOf(IllegalStateException.class);

        token.complete(secret());

        assertThat(((ClientReply.Send) Await.now(reply)).data()).containsExactly(1, 2, 3);
    }

    @Test
    void messagesOfTheServerAreWiped() {
        byte[] challenge = {1, 2, 3};
        byte[] proof = {4, 5, 6};
        byte[] tooLate = {7, 8, 9};
        ClientExchange exchange = Caller.of(FakeClient.clientFirst(context ->
                        respond(new byte[1], first -> respond(new byte[1], second -> last(new byte[0])))))
                .open();
        Await.now(exchange.start());
        Await.now(exchange.challenge(challenge));
        assertThat(challenge).containsExactly(1, 2, 3);

        assertThat(Await.now(exchange.outcome(true, proof))).isInstanceOf(ClientReply.Success.class);
        assertThatThrownBy(() -> exchange.challenge(tooLate)).isInstanceOf(IllegalStateException.class);

        assertThat(challenge).containsOnly(0);
        assertThat(proof).containsOnly(0);
    }

    @Test
    void everythingAfterALateAnswerHappensOnTheExecutor() {
        try (Loop connection = new Loop("connection");
                Loop vault = new Loop("vault")) {
            List<String> threads = new ArrayList<>();
            FakeClient mechanism = FakeClient.clientFirst(context -> ask(new Token(), found -> {
                threads.add(Thread.currentThread().getName());
                return last(new byte[1]);
            }));
            ClientExchange exchange = Caller.of(mechanism)
                    .open(
                            new Tokens(() -> CompletableFuture.supplyAsync(ClientEndingsTest::secret, vault)),
                            connection);

            Await.soon(connection.call(() -> exchange.start()
                    .thenAccept(reply -> threads.add(Thread.currentThread().getName()))));

            assertThat(threads).containsExactly("connection", "connection");
        }
    }

    @Test
    void anExecutorThatHasShutDownAbortsTheAttempt() {
        ClientExchange exchange = Caller.of(ASKING).open(new Tokens(token), task -> {
            throw new RejectedExecutionException("shut down");
        });
        var reply = exchange.start();

        token.complete(secret());

        assertThat(kind(Await.now(reply))).isEqualTo(FailureKind.ABORTED);
    }

    @Test
    void theDeadlineEndsAnExchangeThatStartsTooLate() {
        ClientExchange exchange =
                Caller.of(ASKING, builder -> builder.deadline(Duration.ZERO)).open(new Tokens(token));

        assertThat(kind(Await.now(exchange.start()))).isEqualTo(FailureKind.TIMED_OUT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoEndsAnExchangeDoesNotWaitForCredentialsThatBlock(boolean expire) {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch typed = new CountDownLatch(1);
        try (Loop connection = new Loop("connection")) {
            ClientExchange exchange = Caller.of(ASKING)
                    .open(
                            new Tokens(() -> {
                                asked.countDown();
                                Await.soon(typed);
                                return CompletableFuture.completedFuture(secret());
                            }),
                            connection);
            CompletableFuture<ClientReply> reply = new CompletableFuture<>();
            connection.execute(() -> exchange.start().thenAccept(reply::complete));
            Await.soon(asked);

            end(exchange, expire);

            assertThat(reply).isNotDone();
            typed.countDown();
            assertThat(kind(Await.soon(reply))).isEqualTo(kind(expire));
        }
    }

    @Test
    void aMechanismMayCloseItsOwnExchange() {
        List<ClientExchange> self = new ArrayList<>();
        ToyContext owned = new ToyContext();
        self.add(Caller.of(FakeClient.clientFirst(context -> {
                    context.own(owned);
                    self.get(0).close();
                    return last(new byte[1]);
                }))
                .open());

        assertThat(kind(Await.now(self.get(0).start()))).isEqualTo(FailureKind.ABORTED);
        assertThat(owned.closed()).isEqualTo(1);
    }

    @Test
    void aMechanismMayCloseItsOwnExchangeInTheLastMoment() {
        List<ClientExchange> self = new ArrayList<>();
        self.add(Caller.of(FakeClient.clientFirst(context -> respond(new byte[1], proof -> {
                    self.get(0).close();
                    return last(new byte[0]);
                })))
                .open());
        Await.now(self.get(0).start());

        assertThat(kind(Await.now(self.get(0).outcome(true, new byte[1])))).isEqualTo(FailureKind.ABORTED);
    }

    @Test
    void aProofThatTakesTooLongToVerifyIsNotBelieved() {
        Duration shortly = Duration.ofMillis(30);
        ClientExchange exchange = Caller.of(
                        FakeClient.clientFirst(context -> respond(new byte[1], proof -> {
                            long latest = System.nanoTime() + shortly.toNanos();
                            while (System.nanoTime() < latest) {
                                Thread.onSpinWait();
                            }
                            return last(new byte[0]);
                        })),
                        builder -> builder.deadline(shortly))
                .open();

        ClientReply reply = Await.now(exchange.start());
        if (reply instanceof ClientReply.Send) { // unless this machine was too slow for it
            reply = Await.now(exchange.outcome(true, new byte[1]));
        }

        assertThat(kind(reply)).isEqualTo(FailureKind.TIMED_OUT);
    }

    @Test
    void anErrorOfTheVirtualMachineIsThrownOnAndTheExchangeHasEnded() {
        ToyContext owned = new ToyContext();
        ClientExchange exchange = Caller.of(FakeClient.clientFirst(context -> {
                    context.own(owned);
                    throw new StackOverflowError();
                }))
                .open();

        assertThatThrownBy(exchange::start).isInstanceOf(StackOverflowError.class);

        assertThat(owned.closed()).isEqualTo(1);
        assertThatThrownBy(() -> exchange.challenge(new byte[0])).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerAndTheEndRaceToOneReply(boolean expire) {
        Duel.fight(() -> {
            CompletableFuture<Secret> mine = new CompletableFuture<>();
            byte[] octets = {1, 2, 3};
            ClientExchange exchange = Caller.of(ASKING).open(new Tokens(mine));
            var reply = exchange.start();
            return new Duel.Round(() -> end(exchange, expire), () -> mine.complete(Secret.owning(octets)), () -> {
                assertThat(Await.now(reply)).isNotNull();
                assertThat(octets).containsOnly(0);
            });
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOutcomeAndTheEndRaceToOneReply(boolean expire) {
        Caller caller = Caller.of(FakeClient.clientFirst(context -> last(new byte[1])));
        Duel.fight(() -> {
            ClientExchange exchange = caller.open();
            Await.now(exchange.start());
            AtomicReference<CompletionStage<ClientReply>> reply = new AtomicReference<>();
            return new Duel.Round(
                    () -> end(exchange, expire),
                    () -> reply.set(exchange.outcome(true, null)),
                    () -> assertThat(Await.now(reply.get())).isNotNull());
        });
    }
}
