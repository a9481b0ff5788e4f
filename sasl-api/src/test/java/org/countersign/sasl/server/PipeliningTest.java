package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.challenge;
import static org.countersign.sasl.ServerStep.success;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.junit.jupiter.api.Test;

/** One message at a time; whoever is too quick is told so, and the exchange goes on unharmed. */
class PipeliningTest {
    private final CompletableFuture<Optional<String>> peer = new CompletableFuture<>();
    private final FakeServer mechanism = FakeServer.clientFirst((context, first) ->
            challenge(new byte[0], second -> ask(new IdentifyPeer(), found -> success(found.orElseThrow()))));
    private final Sentry sentry = Sentry.of(mechanism, builder -> builder.peers((question, attempt) -> peer));
    private final ServerExchange exchange = sentry.open();

    @Test
    void refusesAMessageWhileAnAnswerIsAwaited() {
        Await.now(exchange.start(new byte[0]));
        var reply = exchange.respond(new byte[0]);

        assertThatThrownBy(() -> exchange.respond(new byte[0])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> exchange.start(new byte[0])).isInstanceOf(IllegalStateException.class);
        peer.complete(Optional.of("alice"));

        assertThat(Await.now(reply)).isInstanceOf(ServerReply.Success.class);
        assertThat(sentry.events()).hasSize(1);
    }

    @Test
    void refusesASecondStart() {
        Await.now(exchange.start(new byte[0]));

        assertThatThrownBy(() -> exchange.start(new byte[0])).isInstanceOf(IllegalStateException.class);

        peer.complete(Optional.of("alice"));
        assertThat(Await.now(exchange.respond(new byte[0]))).isInstanceOf(ServerReply.Success.class);
    }

    @Test
    void refusesAResponseBeforeTheStart() {
        assertThatThrownBy(() -> exchange.respond(new byte[0])).isInstanceOf(IllegalStateException.class);

        assertThat(Await.now(exchange.start(new byte[0]))).isInstanceOf(ServerReply.Challenge.class);
    }

    @Test
    void refusesAResponseAfterTheOutcome() {
        peer.complete(Optional.of("alice"));
        Await.now(exchange.start(new byte[0]));
        Await.now(exchange.respond(new byte[0]));

        assertThatThrownBy(() -> exchange.respond(new byte[0])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> exchange.start(new byte[0])).isInstanceOf(IllegalStateException.class);
        assertThat(sentry.events()).hasSize(1);
    }

    @Test
    void refusesAMessageFromWithinAStep() {
        List<ServerExchange> self = new ArrayList<>();
        Sentry reentrant = Sentry.of(FakeServer.clientFirst((context, none) -> {
            assertThatThrownBy(() -> self.get(0).respond(new byte[0])).isInstanceOf(IllegalStateException.class);
            return success("alice");
        }));
        self.add(reentrant.open());

        assertThat(Await.now(self.get(0).start(new byte[0]))).isInstanceOf(ServerReply.Success.class);
    }
}
