package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.shapes.PlainShape;
import org.junit.jupiter.api.Test;

/** A stage of the embedder's may be a cache's, that many attempts wait for: it is listened to and nothing else. */
class ForeignStagesTest {
    private final CompletableFuture<Optional<Account>> shared = new CompletableFuture<>();
    private final Sentry sentry = Sentry.of(new PlainShape(), builder -> builder.directory((user, realm) -> shared));

    private CompletionStage<ServerReply> login(ServerExchange exchange) {
        return exchange.start(PlainShape.message("", "alice", "wonderland"));
    }

    @Test
    void isNeitherCompletedNorCancelledByTheEndOfAnAttempt() {
        ServerExchange closed = sentry.open();
        ServerExchange expired = sentry.open();
        ServerExchange aborted = sentry.open();
        List.of(closed, expired, aborted).forEach(this::login);

        closed.close();
        expired.expire();
        aborted.abort();

        assertThat(shared).isNotDone();
    }

    @Test
    void answersAllAttemptsThatShareIt() {
        List<ServerExchange> exchanges =
                IntStream.range(0, 20).mapToObj(i -> sentry.open()).toList();
        List<CompletionStage<ServerReply>> replies =
                exchanges.stream().map(this::login).toList();
        exchanges.get(3).close();
        exchanges.get(7).expire();

        shared.complete(Optional.of(Account.of("alice", "{PLAIN}wonderland")));

        for (int i = 0; i < replies.size(); i++) {
            assertThat(Await.now(replies.get(i)) instanceof ServerReply.Success).isEqualTo(i != 3 && i != 7);
        }
        assertThat(sentry.events()).hasSize(20);
    }

    @Test
    void failsTheAttemptForTheMomentWhenItsOwnerCancelsIt() {
        var reply = login(sentry.open());

        shared.cancel(true);

        assertThat(Await.now(reply)).isEqualTo(failure(FailureKind.TEMPORARY));
    }
}
