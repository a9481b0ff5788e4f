package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.challenge;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.Question.CheckPassword;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is without a bound: neither what a client sends nor what a mechanism asks. */
class LimitsTest {
    private static final int MOST_QUESTIONS = 8;

    private static Sentry answering(FakeServer mechanism) {
        return Sentry.of(
                mechanism,
                builder ->
                        builder.peers((question, attempt) -> CompletableFuture.completedFuture(Optional.of("alice"))));
    }

    private static ServerStep asking(int times, ServerStep then) {
        return times == 0 ? then : ask(new IdentifyPeer(), peer -> asking(times - 1, then));
    }

    private static ServerStep askingForEver() {
        return ask(new IdentifyPeer(), peer -> askingForEver());
    }

    private static ServerStep challengingForEver(byte[] response) {
        return challenge(new byte[0], LimitsTest::challengingForEver);
    }

    @Test
    @Requirement("SEC-08")
    void aMechanismMayAskEightTimesForAMessage_SEC08() {
        Sentry sentry = answering(FakeServer.clientFirst((context, none) -> asking(MOST_QUESTIONS, success("alice"))));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isInstanceOf(ServerReply.Success.class);
    }

    @Test
    void aMechanismMayAskAsOftenForTheNextMessage() {
        Sentry sentry = answering(FakeServer.clientFirst((context, none) ->
                asking(MOST_QUESTIONS, challenge(new byte[0], next -> asking(MOST_QUESTIONS, success("alice"))))));
        ServerExchange exchange = sentry.open();
        Await.now(exchange.start(new byte[0]));

        assertThat(Await.now(exchange.respond(new byte[0]))).isInstanceOf(ServerReply.Success.class);
    }

    @Test
    @Requirement("SEC-08")
    void aMechanismThatAsksForEverIsStopped_SEC08() {
        Sentry sentry = answering(FakeServer.clientFirst((context, none) -> askingForEver()));

        Await.now(sentry.open().start(new byte[0]));

        assertThat(sentry.event().cause()).isEqualTo(FailureKind.INTERNAL);
        assertThat(sentry.event().detail()).isEqualTo("too many questions");
    }

    @Test
    void aSecretInAQuestionTooManyIsWipedAllTheSame() {
        Secret password = Secret.owning(new byte[] {1, 2, 3});
        Sentry sentry = answering(FakeServer.clientFirst((context, none) ->
                asking(MOST_QUESTIONS, ask(new CheckPassword("alice", password), right -> success("alice")))));
        byte[] octets = password.octets();

        Await.now(sentry.open().start(new byte[0]));

        assertThat(sentry.event().detail()).isEqualTo("too many questions");
        assertThat(octets).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    @Requirement("SEC-08")
    void aClientMaySendSoManyMessagesAndNoMore_SEC08(int most) {
        MechanismInfo info =
                MechanismInfo.named(FakeServer.NAME).maxRounds(most).build();
        Sentry sentry = Sentry.of(new FakeServer(info, (context, first) -> challengingForEver(first)));
        ServerExchange exchange = sentry.open();

        assertThat(Await.now(exchange.start(new byte[0]))).isInstanceOf(ServerReply.Challenge.class);
        for (int sent = 1; sent < most; sent++) {
            assertThat(Await.now(exchange.respond(new byte[0]))).isInstanceOf(ServerReply.Challenge.class);
        }

        assertThat(Await.now(exchange.respond(new byte[0]))).isEqualTo(failure(FailureKind.MALFORMED));
        assertThat(sentry.event().detail()).isEqualTo("over a limit");
    }

    @Test
    void theEmptyAnswerToFinalDataDoesNotCount() {
        MechanismInfo info = MechanismInfo.named(FakeServer.NAME).maxRounds(1).build();
        Sentry sentry = Sentry.of(
                new FakeServer(info, (context, first) -> success("alice").finalData(new byte[] {1})));
        ServerExchange exchange = sentry.open();
        Await.now(exchange.start(new byte[0]));

        assertThat(Await.now(exchange.respond(new byte[0]))).isInstanceOf(ServerReply.Success.class);
    }

    @Test
    void thePromptForAnInitialResponseDoesNotCount() {
        MechanismInfo info = MechanismInfo.named(FakeServer.NAME).maxRounds(1).build();
        Sentry sentry = Sentry.of(new FakeServer(info, (context, first) -> success("alice")));
        ServerExchange exchange = sentry.open();
        Await.now(exchange.start(null));

        assertThat(Await.now(exchange.respond(new byte[0]))).isInstanceOf(ServerReply.Success.class);
    }

    @Test
    @Requirement("SEC-08")
    void aMessageMayBeSoLongAndNoLonger_SEC08() {
        List<Integer> seen = new ArrayList<>();
        MechanismInfo info =
                MechanismInfo.named(FakeServer.NAME).maxMessage(100).build();
        Sentry sentry = Sentry.of(new FakeServer(info, (context, first) -> {
            seen.add(first.length);
            return challenge(new byte[0], second -> {
                seen.add(second.length);
                return success("alice");
            });
        }));
        ServerExchange right = sentry.open();
        Await.now(right.start(new byte[100]));
        ServerExchange wrong = sentry.open();
        Await.now(wrong.start(new byte[100]));

        assertThat(Await.now(right.respond(new byte[100]))).isInstanceOf(ServerReply.Success.class);
        assertThat(Await.now(wrong.respond(new byte[101]))).isEqualTo(failure(FailureKind.MALFORMED));
        assertThat(Await.now(sentry.open().start(new byte[101]))).isEqualTo(failure(FailureKind.MALFORMED));
        assertThat(seen).containsOnly(100).hasSize(3);
    }
}
