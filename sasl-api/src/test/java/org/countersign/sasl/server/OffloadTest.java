package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Question.Offload;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.ByHand;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Loop;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.shapes.HashKind;
import org.countersign.sasl.shapes.PlainShape;
import org.countersign.sasl.shapes.Toy;
import org.countersign.sasl.shapes.ToyContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that must not run on an event loop. */
class OffloadTest {
    private final ToyContext owned = new ToyContext();

    private FakeServer doing(Callable<String> work) {
        return FakeServer.clientFirst((context, none) -> {
                    context.own(owned);
                    return ask(new Offload<>(work), user -> user == null ? rejected("null") : success(user));
                })
                .needing(new Need.Workers());
    }

    @Test
    void runsOnTheWorkersAndIsAnsweredOnTheAttemptsThread() {
        try (Loop workers = new Loop("worker");
                Loop connection = new Loop("connection")) {
            List<String> threads = new ArrayList<>();
            FakeServer mechanism = FakeServer.clientFirst((context, none) ->
                    ask(new Offload<>(() -> threads.add(Thread.currentThread().getName())), done -> {
                        threads.add(Thread.currentThread().getName());
                        return success("alice");
                    }));
            ServerExchange exchange =
                    Sentry.of(mechanism, builder -> builder.workers(workers)).open(connection);

            ServerReply reply = Await.soon(connection.call(() -> exchange.start(new byte[0])));

            assertThat(reply).isInstanceOf(ServerReply.Success.class);
            assertThat(threads).containsExactly("worker", "connection");
        }
    }

    @Test
    void mayAnswerWithNull() {
        Sentry sentry = Sentry.of(doing(() -> null), builder -> builder.workers(Runnable::run));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isEqualTo(failure(FailureKind.REJECTED));
        assertThat(sentry.event().detail()).isEqualTo("null");
    }

    @Test
    void endsTheAttemptWhenItThrows() {
        Sentry sentry = Sentry.of(
                doing(() -> {
                    throw new IOException("secret");
                }),
                builder -> builder.workers(Runnable::run));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isEqualTo(failure(FailureKind.INTERNAL));
        assertThat(sentry.event().detail()).isEqualTo("IOException");
        assertThat(owned.closed()).isEqualTo(1);
    }

    @Test
    void endsTheAttemptWhenItThrowsAnError() {
        ByHand workers = new ByHand();
        Sentry sentry = Sentry.of(
                doing(() -> {
                    throw new NoClassDefFoundError("secret");
                }),
                builder -> builder.workers(workers));
        var reply = sentry.open().start(new byte[0]);

        workers.run();

        assertThat(Await.now(reply)).isEqualTo(failure(FailureKind.INTERNAL));
        assertThat(sentry.event().detail()).isEqualTo("NoClassDefFoundError");
        assertThat(owned.closed()).isEqualTo(1);
    }

    @Test
    void failsForTheMomentWhenTheWorkersRefuseItAndNothingStaysOpen() {
        Sentry sentry = Sentry.of(
                doing(() -> "alice"),
                builder -> builder.workers(task -> {
                    throw new RejectedExecutionException("full");
                }));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isEqualTo(failure(FailureKind.TEMPORARY));
        assertThat(sentry.event().cause()).isEqualTo(FailureKind.TEMPORARY);
        assertThat(owned.closed()).isEqualTo(1);
    }

    @Test
    void leavesNothingOpenWhenThereIsNoThreadToRunIt() {
        Sentry sentry = Sentry.of(
                doing(() -> "alice"),
                builder -> builder.workers(task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                }));
        ServerExchange exchange = sentry.open();

        assertThatThrownBy(() -> exchange.start(new byte[0])).isInstanceOf(OutOfMemoryError.class);

        assertThat(sentry.event().wire()).isEqualTo(FailureKind.INTERNAL);
        assertThat(owned.closed()).isEqualTo(1);
    }

    @Test
    void isTheMechanismsFaultWhereThereAreNoWorkers() {
        FakeServer undeclared =
                FakeServer.clientFirst((context, none) -> ask(new Offload<>(() -> "alice"), user -> success(user)));

        assertThat(Await.now(Sentry.of(undeclared).open().start(new byte[0]))).isEqualTo(failure(FailureKind.INTERNAL));
    }

    @Test
    void keepsWhatTheExchangeOwnsOpenUntilItIsDone() {
        ByHand workers = new ByHand();
        List<Integer> closedWhileRunning = new ArrayList<>();
        Sentry sentry = Sentry.of(
                doing(() -> {
                    closedWhileRunning.add(owned.closed());
                    return "alice";
                }),
                builder -> builder.workers(workers));
        ServerExchange exchange = sentry.open();
        var reply = exchange.start(new byte[0]);

        exchange.close();
        assertThat(Await.now(reply)).isEqualTo(failure(FailureKind.ABORTED));
        assertThat(owned.closed()).isZero();

        workers.run();
        assertThat(closedWhileRunning).containsExactly(0);
        assertThat(owned.closed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNotMakeAnybodyWaitForTheEnd(boolean expire) {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (Loop workers = new Loop("worker")) {
            Sentry sentry = Sentry.of(
                    doing(() -> {
                        running.countDown();
                        Await.soon(mayEnd);
                        return "alice";
                    }),
                    builder -> builder.workers(workers));
            ServerExchange exchange = sentry.open();
            var reply = exchange.start(new byte[0]);
            Await.soon(running);

            if (expire) {
                exchange.expire();
            } else {
                exchange.close();
            }

            FailureKind kind = expire ? FailureKind.TIMED_OUT : FailureKind.ABORTED;
            assertThat(Await.now(reply)).isEqualTo(failure(kind));
            assertThat(owned.closed()).isZero();
            mayEnd.countDown();
            workers.call(() -> "what came before is done");
            assertThat(owned.closed()).isEqualTo(1);
            assertThat(sentry.events()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"alice, wonderland", "alice, jabberwock", "bobby, wonderland", "nobody, wonderland"})
    @Requirement("SEC-04")
    void checksEverybodysPasswordWhereOneKindIsExpensive_SEC04(String user, String password) {
        ByHand workers = new ByHand();
        Directory users = Directory.of(List.of(
                Account.of("alice", "{TOY-HASH}" + Toy.hash(Utf8.encode("wonderland"))),
                Account.of("bobby", "{PLAIN}wonderland")));
        Sentry sentry = Sentry.of(
                new PlainShape(),
                builder -> builder.directory(users, new HashKind(true)).workers(workers));
        var reply = sentry.open().start(PlainShape.message("", user, password));

        assertThat(workers.waiting()).isEqualTo(1);
        workers.run();

        boolean right = !user.equals("nobody") && password.equals("wonderland");
        assertThat(Await.now(reply) instanceof ServerReply.Success).isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "nobody"})
    @Requirement("SEC-04")
    void rejectsEverybodyAlikeWhenTheWorkersHaveNoRoomForPasswords_SEC04(String user) {
        Sentry sentry = Sentry.of(
                new PlainShape(),
                builder -> builder.directory(
                                Directory.of(List.of(Account.of("alice", "{PLAIN}wonderland"))), new HashKind(true))
                        .workers(task -> {
                            throw new RejectedExecutionException("full");
                        }));

        assertThat(Await.now(sentry.open().start(PlainShape.message("", user, "wonderland"))))
                .isEqualTo(failure(FailureKind.REJECTED));
        assertThat(sentry.event().cause()).isEqualTo(FailureKind.TEMPORARY);
    }

    @Test
    void isNotNeededForQuickPasswords() {
        ByHand workers = new ByHand();
        Sentry sentry = Sentry.of(
                new PlainShape(),
                builder -> builder.directory(
                                Directory.of(List.of(Account.of("alice", "{PLAIN}wonderland"))), HashKind.QUICK)
                        .workers(workers));

        ServerReply reply = Await.now(sentry.open().start(PlainShape.message("", "alice", "wonderland")));

        assertThat(reply).isInstanceOf(ServerReply.Success.class);
        assertThat(workers.waiting()).isZero();
    }

    @Test
    void expensivePasswordsWithoutWorkersAreRefusedAtTheStart() {
        ServerSide.Builder builder =
                ServerSide.with(Catalogue.of(new PlainShape())).directory(Directory.of(List.of()), new HashKind(true));

        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    }
}
