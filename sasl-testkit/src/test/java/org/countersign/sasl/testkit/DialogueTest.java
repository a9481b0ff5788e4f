package org.countersign.sasl.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.sasl.testkit.SaslAssertions.assertThat;

import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.server.SaslPolicy;
import org.junit.jupiter.api.Test;

class DialogueTest {
    private final MechanismProfile hmac =
            Contract.profileOf(new HmacMechanism()).build();
    private final MechanismProfile plaintext =
            PlaintextMechanism.profile(new PlaintextMechanism()).build();

    @Test
    void tellsWhatWasSaid() {
        assertThat(Dialogue.of(plaintext).run())
                .authenticates("tim")
                .sentByServer(0, "user")
                .sentByClient(0, "tim")
                .sentByServer(1, "password")
                .sentByClient(1, "tanstaaftanstaaf")
                .hasMessages(4)
                .hasLayer(Dialogue.Layer.NONE);
    }

    @Test
    void tellsWhyItFailed() {
        assertThat(Dialogue.of(plaintext)
                        .credentials(plaintext.wrong.orElseThrow())
                        .run())
                .isRefusedWith(FailureKind.REJECTED)
                .failsBecause(FailureKind.REJECTED)
                .clientFailsWith(FailureKind.REJECTED);
    }

    @Test
    void tellsThatTheClientGaveUp() {
        Dialogue dialogue = Dialogue.of(hmac)
                .tampering(Tampering.replacing(Side.SERVER, 0, sent -> new byte[1]))
                .run();

        assertThat(dialogue)
                .clientFailsWith(FailureKind.MALFORMED)
                .isRefusedWith(FailureKind.ABORTED)
                .hasMessages(2);
    }

    @Test
    @Requirement("SASL-08")
    void hasTheSameMessagesHoweverSuccessCarriesData() {
        Dialogue asChallenge = Dialogue.of(hmac).run();
        Dialogue withOutcome = Dialogue.of(hmac).carryingSuccessData().run();

        assertThat(asChallenge).authenticates("tim").sentByClient(2, "").hasMessages(5);
        assertThat(withOutcome)
                .authenticates("tim")
                .sentByServer(1, asChallenge.messages(Side.SERVER).get(1).octets())
                .hasMessages(4);
    }

    @Test
    @Requirement("SASL-06")
    void hasTheSameMessagesWithoutAnInitialResponse() {
        Dialogue late = Dialogue.of(hmac).withoutInitialResponse().run();

        assertThat(late).authenticates("tim");
        Assertions.assertThat(late.messages()).isEqualTo(Dialogue.of(hmac).run().messages());
    }

    @Test
    @Requirement("SASL-16")
    void asksToActAsSomebodyElse() {
        assertThat(Dialogue.of(hmac).authorizationId("fred").run())
                .isRefusedWith(FailureKind.NOT_AUTHORIZED)
                .clientFailsWith(FailureKind.REJECTED);
    }

    @Test
    void authenticatesAnonymously() {
        assertThat(Dialogue.of(AnonymousMechanism.profile().build()).run())
                .authenticatesAnonymously()
                .sentByClient(0, "sirhc");
    }

    @Test
    @Requirement("SASL-18")
    void probesLayers() {
        MechanismProfile layered = Contract.profileOf(new LayeredMechanism()).build();

        assertThat(Dialogue.of(layered).run()).hasLayer(Dialogue.Layer.INTEGRITY);
        assertThat(Dialogue.of(layered).carryingSuccessData().run()).hasLayer(Dialogue.Layer.INTEGRITY);
    }

    @Test
    void saysWhatIsMissingWhenAMechanismIsNotOffered() {
        MechanismProfile denied = Contract.profileOf(new HmacMechanism())
                .server(side -> side.policy(SaslPolicy.safe().deny("X-HMAC")))
                .build();

        assertThatThrownBy(() -> Dialogue.of(denied).run())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("does not offer X-HMAC");
    }

    @Test
    void readsLikeADialogue() {
        assertThat(Dialogue.of(plaintext).run()).hasToString("""
                        X-PLAINTEXT
                          S0: "user"
                          C0: "tim"
                          S1: "password"
                          C1: "tanstaaftanstaaf"
                          server: Named[authenticationId=tim] as tim by X-PLAINTEXT, client: believes it, layer: NONE""");
    }

    @Test
    void everyAssertionFailsWhenItDoesNotHold() {
        Dialogue dialogue = Dialogue.of(plaintext).run();
        DialogueAssert asserted = assertThat(dialogue);

        for (Runnable wrong : Arrays.<Runnable>asList(
                () -> asserted.authenticates("fred"),
                () -> asserted.authenticates("tim", "fred"),
                asserted::authenticatesAnonymously,
                () -> asserted.isRefusedWith(FailureKind.REJECTED),
                () -> asserted.failsBecause(FailureKind.REJECTED),
                () -> asserted.clientFailsWith(FailureKind.REJECTED),
                () -> asserted.sentByClient(0, "fred"),
                () -> asserted.sentByClient(1, "tim"),
                () -> asserted.sentByServer(0, "tim"),
                () -> asserted.hasMessages(3),
                () -> asserted.hasLayer(Dialogue.Layer.INTEGRITY))) {
            assertThatThrownBy(wrong::run)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("Expected that it ")
                    .hasMessageContaining("C0: \"tim\"");
        }
    }
}
