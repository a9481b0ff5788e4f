package org.countersign.sasl.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ClientStep.last;
import static org.countersign.sasl.ClientStep.respond;

import java.util.Arrays;
import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Caller;
import org.countersign.sasl.harness.FakeClient;
import org.countersign.sasl.shapes.ToyContext;
import org.countersign.sasl.shapes.ToyLayer;
import org.junit.jupiter.api.Test;

/** When a client believes a server's "success". */
@Requirement("SASL-09")
class BeliefTest {
    private static final byte[] PROOF = {1, 2, 3};

    /** Believes in PROOF only, and answers it with nothing. */
    private static ClientStep verify(byte[] serverFinal) {
        return Arrays.equals(serverFinal, PROOF) ? last(new byte[0]) : ClientStep.rejected("server's proof");
    }

    private static ClientExchange started(ClientStep first) {
        ClientExchange exchange =
                Caller.of(FakeClient.clientFirst(context -> first)).open();
        Await.now(exchange.start());
        return exchange;
    }

    private static void assertBelieved(ClientReply reply) {
        assertThat(reply).isInstanceOf(ClientReply.Success.class);
    }

    private static void assertNotBelieved(ClientReply reply, FailureKind kind) {
        ClientReply.Failure failure = (ClientReply.Failure) reply;
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.cancelFirst()).isFalse();
    }

    @Test
    void successIsBelievedAfterTheLastMessage_SASL09() {
        assertBelieved(Await.now(started(last(new byte[1])).outcome(true, null)));
    }

    @Test
    void successIsNotBelievedWhileTheServerOwesAProof_SASL09() {
        ClientExchange exchange = started(respond(new byte[1], BeliefTest::verify));

        ClientReply reply = Await.now(exchange.outcome(true, null));

        assertNotBelieved(reply, FailureKind.REJECTED);
        assertThat(((ClientReply.Failure) reply).detail()).isEqualTo("success without the server's proof");
    }

    @Test
    void aProofThatComesWithSuccessIsVerified_SASL09() {
        ClientExchange right = started(respond(new byte[1], BeliefTest::verify));
        ClientExchange wrong = started(respond(new byte[1], BeliefTest::verify));
        ClientExchange empty = started(respond(new byte[1], BeliefTest::verify));

        assertBelieved(Await.now(right.outcome(true, PROOF.clone())));
        assertNotBelieved(Await.now(wrong.outcome(true, new byte[] {1, 2, 4})), FailureKind.REJECTED);
        assertNotBelieved(Await.now(empty.outcome(true, new byte[0])), FailureKind.REJECTED);
    }

    @Test
    void aProofThatComesBeforeSuccessIsVerifiedAndAnsweredWithNothing_SASL09() {
        ClientExchange exchange = started(respond(new byte[1], BeliefTest::verify));

        ClientReply answer = Await.now(exchange.challenge(PROOF.clone()));

        assertThat(((ClientReply.Send) answer).data()).isEmpty();
        assertBelieved(Await.now(exchange.outcome(true, null)));
    }

    @Test
    void aChallengeAfterTheLastMessageTakesTheBeliefAway_SASL09() {
        ClientExchange exchange = started(new ClientStep.Final(
                new byte[1], null, more -> respond(new byte[0], evenMore -> last(new byte[0]))));
        Await.now(exchange.challenge(new byte[1]));

        assertNotBelieved(Await.now(exchange.outcome(true, null)), FailureKind.REJECTED);
    }

    @Test
    void aMechanismMayComeToBelieveAgain_SASL09() {
        ClientExchange exchange = started(new ClientStep.Final(new byte[1], null, more -> last(new byte[0])));
        Await.now(exchange.challenge(new byte[1]));

        assertBelieved(Await.now(exchange.outcome(true, null)));
    }

    @Test
    void dataThatNobodyExpectsTakesTheBeliefAway_SASL09() {
        for (byte[] data : List.of(new byte[0], new byte[1])) {
            assertNotBelieved(Await.now(started(last(new byte[1])).outcome(true, data)), FailureKind.MALFORMED);
        }
    }

    @Test
    void dataThatIsNotTheLastWordIsNoProof_SASL09() {
        ClientExchange exchange = started(respond(new byte[1], challenge -> respond(new byte[1], BeliefTest::verify)));

        assertNotBelieved(Await.now(exchange.outcome(true, PROOF.clone())), FailureKind.REJECTED);
    }

    @Test
    void successBeforeAnyChallengeIsNotBelieved_SASL09() {
        ClientExchange exchange = Caller.of(
                        FakeClient.serverFirst(context -> ClientStep.waitForChallenge(challenge -> last(new byte[1]))))
                .open();
        Await.now(exchange.start());

        assertNotBelieved(Await.now(exchange.outcome(true, null)), FailureKind.REJECTED);
    }

    @Test
    void successAfterAnErrorThatWasConcededIsNotBelieved_SASL09() {
        for (byte[] data : Arrays.asList(null, new byte[0], new byte[1])) {
            ClientExchange exchange = started(
                    new ClientStep.Final(new byte[1], null, error -> new ClientStep.Concede(new byte[0], error)));
            Await.now(exchange.challenge(new byte[1]));

            assertThat(Await.now(exchange.outcome(true, data))).isInstanceOf(ClientReply.Failure.class);
        }
    }

    @Test
    void aRefusalIsAlwaysBelieved() {
        ClientExchange sure = started(last(new byte[1]));
        ClientExchange unsure = started(respond(new byte[1], BeliefTest::verify));

        assertNotBelieved(Await.now(sure.outcome(false, null)), FailureKind.REJECTED);
        assertNotBelieved(Await.now(unsure.outcome(false, PROOF.clone())), FailureKind.REJECTED);
    }

    @Test
    void theSecurityLayerIsTheOneOfTheLastStepBelieved() {
        ToyLayer first = new ToyLayer(new ToyContext(), 50);
        ToyLayer second = new ToyLayer(new ToyContext(), 60);
        ClientExchange exchange = started(new ClientStep.Final(
                new byte[1], first, more -> new ClientStep.Final(new byte[0], second, evenMore -> last(new byte[0]))));
        Await.now(exchange.challenge(new byte[0]));

        ClientReply.Success success = (ClientReply.Success) Await.now(exchange.outcome(true, null));

        assertThat(success.layer().maxReceive()).isEqualTo(60);
        assertThat(second.closed()).isZero();
        success.layer().close();
        assertThat(first.closed()).isEqualTo(1);
        assertThat(second.closed()).isEqualTo(1);
    }

    @Test
    void theSecurityLayerIsClosedWhenTheServerRefuses() {
        ToyLayer layer = new ToyLayer(new ToyContext(), 50);
        ClientExchange exchange = started(new ClientStep.Final(new byte[1], layer, more -> null));

        Await.now(exchange.outcome(false, null));

        assertThat(layer.closed()).isEqualTo(1);
    }
}
