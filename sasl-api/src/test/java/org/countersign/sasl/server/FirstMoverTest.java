package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who speaks first is the mechanism's to declare and the driver's to enforce. */
class FirstMoverTest {
    private final List<String> seen = new ArrayList<>();

    private ServerExchange open(FirstMover firstMover) {
        MechanismInfo info =
                MechanismInfo.named(FakeServer.NAME).firstMover(firstMover).build();
        return Sentry.of(new FakeServer(info, (context, initialResponse) -> {
                    seen.add(Arrays.toString(initialResponse));
                    return success("alice");
                }))
                .open();
    }

    @Test
    @Requirement({"SASL-05", "SASL-06"})
    void promptsASilentClientThatShouldSpeakFirstWithAnEmptyChallenge_SASL06() {
        ServerExchange exchange = open(FirstMover.CLIENT);

        ServerReply prompt = Await.now(exchange.start(null));

        assertThat(((ServerReply.Challenge) prompt).data()).isEmpty();
        assertThat(seen).isEmpty();
        assertThat(Await.now(exchange.respond(new byte[] {7}))).isInstanceOf(ServerReply.Success.class);
        assertThat(seen).containsExactly("[7]");
    }

    @Test
    @Requirement({"SASL-04", "SASL-05"})
    void takesAnEmptyInitialResponseForAMessage_SASL04() {
        ServerReply reply = Await.now(open(FirstMover.CLIENT).start(new byte[0]));

        assertThat(reply).isInstanceOf(ServerReply.Success.class);
        assertThat(seen).containsExactly("[]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Requirement({"SASL-05", "SASL-07"})
    void refusesAnInitialResponseWhereTheServerSpeaksFirst_SASL07(int length) {
        ServerReply reply = Await.now(open(FirstMover.SERVER).start(new byte[length]));

        assertThat(reply).isEqualTo(failure(FailureKind.INITIAL_RESPONSE_NOT_ALLOWED));
        assertThat(seen).isEmpty();
    }

    @Test
    @Requirement("SASL-05")
    void startsAServerThatSpeaksFirstWithNothing_SASL05() {
        Await.now(open(FirstMover.SERVER).start(null));

        assertThat(seen).containsExactly("null");
    }

    @Test
    @Requirement("SASL-05")
    void givesAMechanismInWhichEitherMaySpeakFirstWhatTheClientSent_SASL05() {
        Await.now(open(FirstMover.EITHER).start(null));
        Await.now(open(FirstMover.EITHER).start(new byte[0]));
        Await.now(open(FirstMover.EITHER).start(new byte[] {7}));

        assertThat(seen).containsExactly("null", "[]", "[7]");
    }
}
