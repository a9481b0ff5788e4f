package org.countersign.sasl.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ClientStep.last;
import static org.countersign.sasl.ClientStep.respond;
import static org.countersign.sasl.ClientStep.waitForChallenge;

import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Caller;
import org.countersign.sasl.harness.FakeClient;
import org.junit.jupiter.api.Test;

/** A client speaks first where it should, and only there. */
class FirstMessageTest {
    private static final ClientStep SPEAKS = last(new byte[] {1});
    private static final ClientStep SPEAKS_EMPTY = last(new byte[0]);
    private static final ClientStep WAITS = waitForChallenge(challenge -> SPEAKS);

    private static ClientExchange open(FirstMover firstMover, ClientStep first) {
        MechanismInfo info =
                MechanismInfo.named(FakeClient.NAME).firstMover(firstMover).build();
        return Caller.of(new FakeClient(info, context -> first)).open();
    }

    private static byte[] sent(FirstMover firstMover, ClientStep first) {
        return ((ClientReply.Send) Await.now(open(firstMover, first).start())).data();
    }

    private static void assertFault(ClientReply reply) {
        ClientReply.Failure failure = (ClientReply.Failure) reply;
        assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
        assertThat(failure.detail()).isEqualTo("message out of turn");
    }

    @Test
    @Requirement({"SASL-04", "SASL-05"})
    void isThereWhereTheClientSpeaksFirst_SASL05() {
        assertThat(sent(FirstMover.CLIENT, SPEAKS)).containsExactly(1);
        assertThat(sent(FirstMover.CLIENT, SPEAKS_EMPTY)).isNotNull().isEmpty();
    }

    @Test
    @Requirement({"SASL-04", "SASL-05"})
    void isAbsentWhereTheServerSpeaksFirst_SASL05() {
        assertThat(sent(FirstMover.SERVER, WAITS)).isNull();
    }

    @Test
    @Requirement("SASL-05")
    void isWhatTheMechanismLikesWhereEitherSpeaksFirst_SASL05() {
        assertThat(sent(FirstMover.EITHER, SPEAKS)).containsExactly(1);
        assertThat(sent(FirstMover.EITHER, WAITS)).isNull();
    }

    @Test
    @Requirement("SASL-07")
    void isNeverSentWhereTheServerSpeaksFirst_SASL07() {
        assertFault(Await.now(open(FirstMover.SERVER, SPEAKS).start()));
        assertFault(Await.now(open(FirstMover.SERVER, SPEAKS_EMPTY).start()));
    }

    @Test
    @Requirement("SASL-05")
    void isNeverLeftOutWhereTheClientSpeaksFirst_SASL05() {
        assertFault(Await.now(open(FirstMover.CLIENT, WAITS).start()));
    }

    @Test
    void isTheOnlyOneThatMayBeAbsent() {
        ClientExchange exchange = open(FirstMover.EITHER, respond(new byte[1], challenge -> WAITS));
        Await.now(exchange.start());

        ClientReply reply = Await.now(exchange.challenge(new byte[0]));

        assertFault(reply);
        assertThat(((ClientReply.Failure) reply).cancelFirst()).isTrue();
    }
}
