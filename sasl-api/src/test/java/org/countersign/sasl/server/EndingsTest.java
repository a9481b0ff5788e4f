package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.sasl.ServerStep.challenge;
import static org.countersign.sasl.ServerStep.malformed;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.junit.jupiter.api.Test;

/** How an exchange ends, and that it has ended then. */
class EndingsTest {
    private final Sentry sentry = Sentry.of(
            FakeServer.clientFirst((context, first) -> challenge(new byte[] {1}, second -> success("alice"))));
    private final ServerExchange exchange = sentry.open();

    @Test
    @Requirement("SASL-10")
    void aClientMayCancelAfterAnyMessage_SASL10() {
        Await.now(exchange.start(new byte[0]));

        exchange.abort();

        assertThat(sentry.event().wire()).isEqualTo(FailureKind.ABORTED);
        assertThat(Await.now(exchange.respond(new byte[0]))).isEqualTo(failure(FailureKind.ABORTED));
        assertThatThrownBy(() -> exchange.respond(new byte[0])).isInstanceOf(IllegalStateException.class);
        assertThat(sentry.events()).hasSize(1);
    }

    @Test
    void whoStartsWhatIsClosedAlreadyIsToldSo() {
        exchange.close();

        assertThat(Await.now(exchange.start(new byte[0]))).isEqualTo(failure(FailureKind.ABORTED));
        assertThatThrownBy(() -> exchange.respond(new byte[0])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Requirement("SASL-12")
    void aFailureHasNoText_SASL12() {
        Sentry rejecting = Sentry.of(FakeServer.clientFirst((context, none) -> rejected("wrong by one digit")));
        Sentry refusing = Sentry.of(FakeServer.clientFirst((context, none) -> malformed("no comma")));

        assertThat(Await.now(rejecting.open().start(new byte[0]))).hasToString("Failure[kind=REJECTED]");
        assertThat(Await.now(refusing.open().start(new byte[0]))).hasToString("Failure[kind=MALFORMED]");
        assertThat(rejecting.event().detail()).isEqualTo("wrong by one digit");
        assertThat(refusing.event().detail()).isEqualTo("no comma");
    }

    @Test
    @Requirement("SEC-07")
    void repliesShowNoOctets_SEC07() {
        Sentry finishing = Sentry.of(
                FakeServer.clientFirst((context, first) -> success("alice").finalData(new byte[] {77})));
        ServerExchange finishingExchange = finishing.open();

        assertThat(Await.now(exchange.start(new byte[0]))).hasToString("Challenge[1 octets]");
        assertThat(Await.now(finishingExchange.start(new byte[0]))).hasToString("Challenge[1 octets]");
        assertThat(Await.now(finishingExchange.respond(new byte[0])).toString())
                .contains("alice")
                .doesNotContain("77");
    }
}
