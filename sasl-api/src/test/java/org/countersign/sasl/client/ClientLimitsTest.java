package org.countersign.sasl.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ClientStep.ask;
import static org.countersign.sasl.ClientStep.last;
import static org.countersign.sasl.ClientStep.respond;

import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Caller;
import org.countersign.sasl.harness.FakeClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is without a bound on the client's side either. */
@Requirement("SEC-08")
class ClientLimitsTest {
    private static final int MOST_QUESTIONS = 8;

    private static ClientStep asking(int times, ClientStep then) {
        return times == 0 ? then : ask(new WhoAmI(), who -> asking(times - 1, then));
    }

    private static ClientStep askingForEver() {
        return ask(new WhoAmI(), who -> askingForEver());
    }

    private static ClientStep respondingForEver(byte[] challenge) {
        return respond(new byte[0], ClientLimitsTest::respondingForEver);
    }

    private static ClientExchange started(MechanismInfo info, ClientStep first) {
        ClientExchange exchange =
                Caller.of(new FakeClient(info, context -> first)).open();
        Await.now(exchange.start());
        return exchange;
    }

    private static void assertOverALimit(ClientReply reply) {
        ClientReply.Failure failure = (ClientReply.Failure) reply;
        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(failure.detail()).isEqualTo("over a limit");
    }

    @Test
    void aMechanismMayAskEightTimesForAMessage_SEC08() {
        ClientExchange exchange = Caller.of(FakeClient.clientFirst(context -> asking(
                        MOST_QUESTIONS, respond(new byte[0], challenge -> asking(MOST_QUESTIONS, last(new byte[0]))))))
                .open();

        assertThat(Await.now(exchange.start())).isInstanceOf(ClientReply.Send.class);
        assertThat(Await.now(exchange.challenge(new byte[0]))).isInstanceOf(ClientReply.Send.class);
    }

    @Test
    void aMechanismThatAsksForEverIsStopped_SEC08() {
        ClientReply reply = Await.now(Caller.of(FakeClient.clientFirst(context -> askingForEver()))
                .open()
                .start());

        assertThat(((ClientReply.Failure) reply).kind()).isEqualTo(FailureKind.INTERNAL);
        assertThat(((ClientReply.Failure) reply).detail()).isEqualTo("too many questions");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void aServerMaySendSoManyChallengesAndNoMore_SEC08(int most) {
        MechanismInfo info =
                MechanismInfo.named(FakeClient.NAME).maxRounds(most).build();
        ClientExchange exchange = started(info, respondingForEver(new byte[0]));

        for (int received = 0; received < most; received++) {
            assertThat(Await.now(exchange.challenge(new byte[0]))).isInstanceOf(ClientReply.Send.class);
        }

        assertOverALimit(Await.now(exchange.challenge(new byte[0])));
    }

    @Test
    void aChallengeMayBeSoLongAndNoLonger_SEC08() {
        MechanismInfo info =
                MechanismInfo.named(FakeClient.NAME).maxMessage(100).build();

        assertThat(Await.now(started(info, respondingForEver(new byte[0])).challenge(new byte[100])))
                .isInstanceOf(ClientReply.Send.class);
        assertOverALimit(Await.now(started(info, respondingForEver(new byte[0])).challenge(new byte[101])));
    }

    @Test
    void dataWithSuccessMayBeSoLongAndNoLonger_SEC08() {
        MechanismInfo info =
                MechanismInfo.named(FakeClient.NAME).maxMessage(100).build();
        ClientStep first = respond(new byte[0], proof -> last(new byte[0]));

        assertThat(Await.now(started(info, first).outcome(true, new byte[100])))
                .isInstanceOf(ClientReply.Success.class);
        assertOverALimit(Await.now(started(info, first).outcome(true, new byte[101])));
    }
}
