package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Question.Offload;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.harness.Answering;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Duel;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Loop;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.harness.Users;
import org.countersign.sasl.shapes.HashKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before the directory may refuse and may delay. */
@Requirement("SEC-05")
class GateTest {
    private final List<String> log = new ArrayList<>();
    private CompletionStage<Boolean> admission = CompletableFuture.completedFuture(true);
    private CompletionStage<Void> release = CompletableFuture.completedFuture(null);

    private final Gate gate = new Gate() {
        @Override
        public CompletionStage<Boolean> admit(Attempt attempt) {
            log.add("admit " + attempt.user() + " by " + attempt.mechanism());
            return admission;
        }

        @Override
        public CompletionStage<Void> ended(AuditEvent event) {
            log.add("ended " + event.cause());
            return release;
        }
    };

    /** Looks two users up; the name of the second decides whether it succeeds. */
    private Sentry looking(String user) {
        FakeServer mechanism = FakeServer.clientFirst((context, none) -> ask(
                new Offload<>(() -> log.add("offload")),
                done -> ask(
                        new FindVerifier<>("alice", "", HashKind.QUICK),
                        one -> ask(
                                new FindVerifier<>(user, "", HashKind.QUICK),
                                two -> user.equals("alice") ? success("alice") : rejected("not alice")))));
        return Sentry.of(
                mechanism,
                builder -> builder.gate(gate).workers(Runnable::run).directory((name, realm) -> {
                    log.add("find " + name);
                    return Users.alice().find(name, realm);
                }));
    }

    private static CompletionStage<ServerReply> login(Sentry sentry) {
        return sentry.open().start(new byte[0]);
    }

    @Test
    void isAskedOnceBeforeTheFirstFactAndToldOfTheEnd() {
        assertThat(Await.now(login(looking("alice")))).isInstanceOf(ServerReply.Success.class);

        assertThat(log).containsExactly("offload", "admit alice by X-FAKE", "find alice", "find alice", "ended null");
    }

    /** Of a mechanism that asks nothing, such as ANONYMOUS, or only for work, such as GSSAPI. */
    @Test
    void isAskedBeforeASuccessForWhichNothingWasAsked() {
        Sentry anonymous = gated((context, none) -> ServerStep.anonymous("sirhc"));
        Sentry ticket = gated((context, none) -> ask(new Offload<>(() -> "alice"), ServerStep::success));

        assertThat(Await.now(login(anonymous))).isInstanceOf(ServerReply.Success.class);
        assertThat(Await.now(login(ticket))).isInstanceOf(ServerReply.Success.class);

        assertThat(log).containsExactly("admit  by X-FAKE", "ended null", "admit alice by X-FAKE", "ended null");
    }

    @Test
    void refusesASuccessForWhichNothingWasAsked() {
        admission = CompletableFuture.completedFuture(false);
        Sentry anonymous = gated((context, none) -> ServerStep.anonymous("sirhc"));

        assertThat(Await.now(login(anonymous))).isEqualTo(failure(FailureKind.TEMPORARY));
        assertThat(log).containsExactly("admit  by X-FAKE", "ended TEMPORARY");
    }

    private Sentry gated(FakeServer.Start mechanism) {
        return Sentry.of(
                FakeServer.clientFirst(mechanism), builder -> builder.gate(gate).workers(Runnable::run));
    }

    @Test
    void refusesForTheMoment() {
        admission = CompletableFuture.completedFuture(false);
        Sentry sentry = looking("alice");

        assertThat(Await.now(login(sentry))).isEqualTo(failure(FailureKind.TEMPORARY));
        assertThat(log).containsExactly("offload", "admit alice by X-FAKE", "ended TEMPORARY");
        assertThat(sentry.event().detail()).isEqualTo("refused by the gate");
    }

    @Test
    void letsNobodyLookAnythingUpBeforeItHasDecided() {
        CompletableFuture<Boolean> later = new CompletableFuture<>();
        admission = later;
        var reply = login(looking("alice"));
        assertThat(log).containsExactly("offload", "admit alice by X-FAKE");

        later.complete(true);

        assertThat(Await.now(reply)).isInstanceOf(ServerReply.Success.class);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void admitsAsEveryEmbedderAnswers(Answering how) {
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst((context, none) ->
                        ask(new FindVerifier<>("alice", "", HashKind.QUICK), one -> success("alice"))),
                builder -> builder.directory(Users.alice()).gate(new Gate() {
                    @Override
                    public CompletionStage<Boolean> admit(Attempt attempt) {
                        return how.with(true);
                    }

                    @Override
                    public CompletionStage<Void> ended(AuditEvent event) {
                        return how.with(null);
                    }
                }));

        ServerReply reply = Await.soon(login(sentry));

        if (how.isGood()) {
            assertThat(reply).isInstanceOf(ServerReply.Success.class);
        } else {
            assertThat(reply).isEqualTo(failure(FailureKind.TEMPORARY));
            assertThat(sentry.event().cause()).isEqualTo(FailureKind.TEMPORARY);
        }
    }

    @Test
    void holdsAFailureBackUntilItSaysSo() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        release = later;
        Sentry sentry = looking("mallory");
        var reply = login(sentry);
        assertThat(reply.toCompletableFuture()).isNotDone();
        assertThat(sentry.events()).hasSize(1);

        later.complete(null);

        assertThat(Await.now(reply)).isEqualTo(failure(FailureKind.REJECTED));
        assertThat(log).endsWith("ended REJECTED");
    }

    @Test
    void releasesAFailureOnTheAttemptsExecutor() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        release = later;
        try (Loop connection = new Loop("connection")) {
            List<String> threads = new ArrayList<>();
            ServerExchange exchange = looking("mallory").open(connection);
            var told = exchange.start(new byte[0])
                    .thenAccept(reply -> threads.add(Thread.currentThread().getName()));

            later.complete(null);

            Await.soon(told);
            assertThat(threads).containsExactly("connection");
        }
    }

    @Test
    void releasesAFailureAlsoWhenTheExecutorHasShutDown() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        release = later;
        var reply = looking("mallory")
                .open(task -> {
                    throw new RejectedExecutionException("shut down");
                })
                .start(new byte[0]);

        later.complete(null);

        assertThat(Await.now(reply)).isEqualTo(failure(FailureKind.REJECTED));
    }

    @Test
    void costsNoHopWhenThereIsNothingToWaitFor() {
        ServerExchange exchange = looking("mallory").open(task -> {
            throw new AssertionError("hopped");
        });

        assertThat(Await.now(exchange.start(new byte[0]))).isEqualTo(failure(FailureKind.REJECTED));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNotWaitedForAfterTheEnd(boolean expire) {
        release = new CompletableFuture<>();
        ServerExchange exchange = looking("mallory").open();
        var reply = exchange.start(new byte[0]);

        if (expire) {
            exchange.expire();
        } else {
            exchange.close();
        }

        assertThat(Await.now(reply)).isEqualTo(failure(FailureKind.REJECTED));
        assertThat(log).endsWith("ended REJECTED");
    }

    @Test
    void isToldOfAnEndThatNobodyWaitsFor() {
        admission = new CompletableFuture<>();
        release = new CompletableFuture<>();
        ServerExchange exchange = looking("alice").open();
        var reply = exchange.start(new byte[0]);

        exchange.close();

        assertThat(Await.now(reply)).isEqualTo(failure(FailureKind.ABORTED));
        assertThat(log).endsWith("ended ABORTED");
    }

    @Test
    void isToldOnceThoughItAdmitsTooLate() {
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        admission = late;
        ServerExchange exchange = looking("alice").open();
        exchange.start(new byte[0]);
        exchange.close();

        late.complete(true);

        assertThat(log).containsExactly("offload", "admit alice by X-FAKE", "ended ABORTED");
    }

    @Test
    void doesNotHoldASuccessBack() {
        release = new CompletableFuture<>();

        assertThat(Await.now(login(looking("alice")))).isInstanceOf(ServerReply.Success.class);
        assertThat(log).endsWith("ended null");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void holdsNothingBackForEverWhenItFails(Answering how) {
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst((context, none) -> rejected("always")),
                builder -> builder.gate(new Gate() {
                    @Override
                    public CompletionStage<Boolean> admit(Attempt attempt) {
                        return how.with(true);
                    }

                    @Override
                    public CompletionStage<Void> ended(AuditEvent event) {
                        return how.with(null);
                    }
                }));

        assertThat(Await.soon(login(sentry))).isEqualTo(failure(FailureKind.REJECTED));
    }

    @Test
    void releasesOneReplyWhateverRaces() {
        AtomicReference<CompletableFuture<Void>> held = new AtomicReference<>();
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst((context, none) -> rejected("always")),
                builder -> builder.gate(new Gate() {
                            @Override
                            public CompletionStage<Boolean> admit(Attempt attempt) {
                                return CompletableFuture.completedFuture(true);
                            }

                            @Override
                            public CompletionStage<Void> ended(AuditEvent event) {
                                return held.get();
                            }
                        })
                        .audit(event -> {}));
        Duel.fight(() -> {
            CompletableFuture<Void> mine = new CompletableFuture<>();
            held.set(mine);
            ServerExchange exchange = sentry.open();
            var reply = exchange.start(new byte[0]);
            return new Duel.Round(
                    exchange::close,
                    () -> mine.complete(null),
                    () -> assertThat(Await.now(reply)).isEqualTo(failure(FailureKind.REJECTED)));
        });
    }
}
