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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.ByHand;
import org.countersign.sasl.harness.Duel;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever races: one reply to each message, one event for each attempt, and both say the same. */
class LateAnswersTest {
    private final List<String> continued = new ArrayList<>();
    private final CompletableFuture<Optional<String>> peer = new CompletableFuture<>();
    private final Sentry sentry = Sentry.of(
            FakeServer.clientFirst((context, none) -> ask(new IdentifyPeer(), found -> {
                continued.add(found.orElseThrow());
                return success("alice");
            })),
            builder -> builder.peers((question, attempt) -> peer));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerAfterTheEndIsIgnored(boolean expire) {
        ServerExchange exchange = sentry.open();
        var reply = exchange.start(new byte[0]);
        end(exchange, expire);

        peer.complete(Optional.of("alice"));

        assertThat(Await.now(reply)).isEqualTo(failure(expire ? FailureKind.TIMED_OUT : FailureKind.ABORTED));
        assertThat(sentry.events()).hasSize(1);
        assertThat(continued).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerThatWaitsForTheExecutorWhenTheEndComesIsIgnored(boolean expire) {
        ByHand connection = new ByHand();
        ServerExchange exchange = sentry.open(connection);
        var reply = exchange.start(new byte[0]);
        peer.complete(Optional.of("alice"));
        end(exchange, expire);

        connection.run();

        assertThat(Await.now(reply)).isEqualTo(failure(expire ? FailureKind.TIMED_OUT : FailureKind.ABORTED));
        assertThat(sentry.events()).hasSize(1);
        assertThat(continued).isEmpty();
    }

    @Test
    void anEndAfterTheOutcomeChangesNothing() {
        peer.complete(Optional.of("alice"));
        ServerExchange exchange = sentry.open();
        var reply = exchange.start(new byte[0]);

        exchange.close();
        exchange.expire();
        exchange.abort();

        assertThat(Await.now(reply)).isInstanceOf(ServerReply.Success.class);
        assertThat(sentry.event().success()).isTrue();
    }

    @Test
    void theFirstOfSeveralEndsCounts() {
        ServerExchange exchange = sentry.open();
        var reply = exchange.start(new byte[0]);

        exchange.expire();
        exchange.close();

        assertThat(Await.now(reply)).isEqualTo(failure(FailureKind.TIMED_OUT));
        assertThat(sentry.event().wire()).isEqualTo(FailureKind.TIMED_OUT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerAndTheEndRaceToOneReplyAndOneEvent(boolean expire) {
        AtomicReference<AuditEvent> event = new AtomicReference<>();
        AtomicReference<CompletableFuture<Optional<String>>> answer = new AtomicReference<>();
        Sentry racing = racing(event, answer);
        Duel.fight(() -> {
            answer.set(new CompletableFuture<>());
            event.set(null);
            ServerExchange exchange = racing.open();
            var reply = exchange.start(new byte[0]);
            CompletableFuture<Optional<String>> mine = answer.get();
            return new Duel.Round(
                    () -> end(exchange, expire),
                    () -> mine.complete(Optional.of("alice")),
                    () -> assertAgreed(Await.now(reply), event.get()));
        });
    }

    @Test
    void twoEndsRaceToOneReplyAndOneEvent() {
        AtomicReference<AuditEvent> event = new AtomicReference<>();
        AtomicReference<CompletableFuture<Optional<String>>> answer = new AtomicReference<>(new CompletableFuture<>());
        Sentry racing = racing(event, answer);
        Duel.fight(() -> {
            event.set(null);
            ServerExchange exchange = racing.open();
            var reply = exchange.start(new byte[0]);
            return new Duel.Round(exchange::close, exchange::expire, () -> assertAgreed(Await.now(reply), event.get()));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageAndTheEndRaceToOneReplyAndOneEvent(boolean expire) {
        AtomicReference<AuditEvent> event = new AtomicReference<>();
        Sentry racing = Sentry.of(
                FakeServer.clientFirst((context, first) -> challenge(new byte[0], second -> success("alice"))),
                builder ->
                        builder.audit(told -> assertThat(event.getAndSet(told)).isNull()));
        Duel.fight(() -> {
            event.set(null);
            ServerExchange exchange = racing.open();
            Await.now(exchange.start(new byte[0]));
            AtomicReference<CompletionStage<ServerReply>> reply = new AtomicReference<>();
            return new Duel.Round(
                    () -> end(exchange, expire),
                    () -> reply.set(exchange.respond(new byte[0])),
                    () -> assertAgreed(Await.now(reply.get()), event.get()));
        });
    }

    private static Sentry racing(
            AtomicReference<AuditEvent> event, AtomicReference<CompletableFuture<Optional<String>>> answer) {
        return Sentry.of(
                FakeServer.clientFirst(
                        (context, none) -> ask(new IdentifyPeer(), found -> success(found.orElseThrow()))),
                builder -> builder.peers((question, attempt) -> answer.get())
                        .audit(told -> assertThat(event.getAndSet(told)).isNull()));
    }

    private static void assertAgreed(ServerReply reply, AuditEvent event) {
        assertThat(event).isNotNull();
        assertThat(reply instanceof ServerReply.Success).isEqualTo(event.success());
        if (reply instanceof ServerReply.Failure failure) {
            assertThat(event.wire()).isEqualTo(failure.kind());
        }
    }

    private static void end(ServerExchange exchange, boolean expire) {
        if (expire) {
            exchange.expire();
        } else {
            exchange.close();
        }
    }
}
