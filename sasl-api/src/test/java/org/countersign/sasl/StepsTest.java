package org.countersign.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientQuestion.DerivedKey;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.Question.IdentifyPeer;
import org.junit.jupiter.api.Test;

/** What mechanisms return. */
class StepsTest {
    private static final byte[] DATA = {77, 78};

    @Test
    @Requirement("SEC-07")
    void serverStepsShowNoData_SEC07() {
        assertThat(ServerStep.challenge(DATA, response -> ServerStep.rejected("")))
                .hasToString("Challenge[2 octets]");
        assertThat(ServerStep.ask(new IdentifyPeer(), peer -> ServerStep.rejected("")))
                .hasToString("Ask[IdentifyPeer]");
        assertThat(ServerStep.success("alice").finalData(DATA)).hasToString("Success[Named[authenticationId=alice]]");
    }

    @Test
    @Requirement("SEC-07")
    void clientStepsShowNoData_SEC07() {
        assertThat(ClientStep.respond(DATA, challenge -> ClientStep.last(DATA))).hasToString("Respond[2 octets]");
        assertThat(ClientStep.waitForChallenge(challenge -> ClientStep.last(DATA)))
                .hasToString("Respond[absent]");
        assertThat(ClientStep.last(DATA)).hasToString("Final[2 octets]");
        assertThat(ClientStep.ask(new WhoAmI(), who -> ClientStep.last(DATA))).hasToString("Ask[WhoAmI]");
        assertThat(new ClientStep.Concede(DATA, DATA)).hasToString("Concede[2 octets]");
        assertThat(new DerivedKey("X-SCRAM", DATA, 4096, password -> password)).hasToString("DerivedKey[X-SCRAM]");
    }

    @Test
    @Requirement("SASL-14")
    void aSuccessIsChangedOneThingAtATime_SASL14() {
        ServerStep.Success success =
                ServerStep.success("alice", "bob").finalData(DATA).boundTo("tls-exporter");

        assertThat(success.identity()).isEqualTo(new ProvedIdentity.Named("alice"));
        assertThat(success.authorizationId()).isEqualTo("bob");
        assertThat(success.finalData()).isSameAs(DATA);
        assertThat(success.boundTo()).isEqualTo("tls-exporter");
        assertThat(success.layer()).isNull();
        assertThat(ServerStep.success("alice").authorizationId()).isNull();
    }

    @Test
    void failuresHaveTheKindThatTheirNameSays() {
        assertThat(ServerStep.rejected("one")).isEqualTo(new ServerStep.Failure(FailureKind.REJECTED, "one"));
        assertThat(ServerStep.malformed("two")).isEqualTo(new ServerStep.Failure(FailureKind.MALFORMED, "two"));
        assertThat(ClientStep.rejected("one")).isEqualTo(new ClientStep.Failure(FailureKind.REJECTED, "one"));
        assertThat(ClientStep.malformed("two")).isEqualTo(new ClientStep.Failure(FailureKind.MALFORMED, "two"));
    }

    @Test
    @Requirement("SASL-11")
    void nobodyIsProvedToBeNobody_SASL11() {
        assertThatThrownBy(() -> ServerStep.success("")).isInstanceOf(IllegalArgumentException.class);
        assertThat(ServerStep.anonymous("").identity()).isEqualTo(new ProvedIdentity.Anonymous(""));
    }
}
