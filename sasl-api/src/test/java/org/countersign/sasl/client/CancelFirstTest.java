package org.countersign.sasl.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ClientStep.ask;
import static org.countersign.sasl.ClientStep.last;
import static org.countersign.sasl.ClientStep.malformed;
import static org.countersign.sasl.ClientStep.respond;

import java.util.concurrent.CompletableFuture;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientQuestion.Token;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Caller;
import org.countersign.sasl.harness.FakeClient;
import org.junit.jupiter.api.Test;

/** Whether the server still waits for a message when a client gives up. */
@Requirement("SASL-10")
class CancelFirstTest {

    private static ClientExchange open(ClientStep first) {
        return Caller.of(FakeClient.clientFirst(context -> first)).open();
    }

    private static ClientReply.Failure failure(ClientReply reply) {
        return (ClientReply.Failure) reply;
    }

    @Test
    void aClientThatFailsBeforeItsFirstMessageHasNothingToCancel_SASL10() {
        ClientReply reply = Await.now(open(malformed("no user")).start());

        assertThat(failure(reply).kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(failure(reply).detail()).isEqualTo("no user");
        assertThat(failure(reply).cancelFirst()).isFalse();
    }

    @Test
    void aClientThatFailsOnAChallengeHasToCancel_SASL10() {
        ClientExchange exchange = open(respond(new byte[1], challenge -> malformed("no nonce")));
        Await.now(exchange.start());

        assertThat(failure(Await.now(exchange.challenge(new byte[0]))).cancelFirst())
                .isTrue();
    }

    @Test
    void aClientThatThrowsOnAChallengeHasToCancel_SASL10() {
        ClientExchange exchange = open(respond(new byte[1], challenge -> {
            throw new IllegalStateException(Utf8.decode(challenge));
        }));
        Await.now(exchange.start());

        ClientReply.Failure failure = failure(Await.now(exchange.challenge(Utf8.encode("secret"))));

        assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
        assertThat(failure.detail()).isEqualTo("IllegalStateException");
        assertThat(failure.cancelFirst()).isTrue();
        assertThat(failure.toString()).doesNotContain("secret");
    }

    @Test
    void aClientThatFailsOnTheOutcomeHasNothingToCancel_SASL10() {
        ClientExchange exchange = open(respond(new byte[1], challenge -> malformed("proof")));
        Await.now(exchange.start());

        assertThat(failure(Await.now(exchange.outcome(true, new byte[1]))).cancelFirst())
                .isFalse();
    }

    @Test
    void aClientThatIsClosedInItsTurnHasToCancel_SASL10() {
        CompletableFuture<Secret> never = new CompletableFuture<>();
        ClientExchange exchange = Caller.of(FakeClient.clientFirst(context ->
                        respond(new byte[1], challenge -> ask(new Token(), token -> last(new byte[1])))))
                .open(new Tokens(never));
        Await.now(exchange.start());
        var reply = exchange.challenge(new byte[0]);

        exchange.close();

        assertThat(failure(Await.now(reply)).kind()).isEqualTo(FailureKind.ABORTED);
        assertThat(failure(Await.now(reply)).cancelFirst()).isTrue();
    }

    @Test
    void aClientThatIsClosedInTheServersTurnHasNothingToCancelYet_SASL10() {
        ClientExchange exchange = open(respond(new byte[1], challenge -> last(new byte[1])));
        Await.now(exchange.start());

        exchange.close();

        assertThat(failure(Await.now(exchange.outcome(true, null))).cancelFirst())
                .isFalse();
    }
}
