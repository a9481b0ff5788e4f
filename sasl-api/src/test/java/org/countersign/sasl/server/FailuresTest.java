package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.harness.Answering;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.harness.Users;
import org.countersign.sasl.shapes.HashKind;
import org.countersign.sasl.shapes.ToyContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client learns of a failure, and what the audit. */
class FailuresTest {

    private static ServerReply login(Sentry sentry) {
        return Await.now(sentry.open().start(new byte[0]));
    }

    private static void assertTold(Sentry sentry, FailureKind wire, FailureKind cause, String detail) {
        assertThat(login(sentry)).isEqualTo(failure(wire));
        assertThat(sentry.event().wire()).isEqualTo(wire);
        assertThat(sentry.event().cause()).isEqualTo(cause);
        assertThat(sentry.event().detail()).isEqualTo(detail);
    }

    /** Runs {@code then} after a fact about this user is known. */
    private static FakeServer afterFinding(String user, FakeServer.Start then) {
        return FakeServer.clientFirst((context, none) ->
                ask(new FindVerifier<>(user, "", HashKind.QUICK), found -> then.start(context, none)));
    }

    @Test
    void aMechanismThatThrowsFailsAndItsMessageIsKeptFromEverybody() {
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) -> {
            throw new IOException("secret");
        }));

        assertTold(sentry, FailureKind.INTERNAL, FailureKind.INTERNAL, "IOException");
        assertThat(sentry.event().toString()).doesNotContain("secret");
    }

    @Test
    void aMechanismThatThrowsAnErrorFailsAlike() {
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) -> {
            throw new NoClassDefFoundError("secret");
        }));

        assertTold(sentry, FailureKind.INTERNAL, FailureKind.INTERNAL, "NoClassDefFoundError");
    }

    @Test
    void aMechanismThatReturnsNothingFailsAlike() {
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) -> null));

        assertTold(sentry, FailureKind.INTERNAL, FailureKind.INTERNAL, "NullPointerException");
    }

    @Test
    void aQuestionThatNobodyAnswersIsTheMechanismsFault() {
        Sentry sentry = Sentry.of(FakeServer.clientFirst(
                (context, none) -> ask(new IdentifyPeer(), peer -> success(peer.orElseThrow()))));

        assertTold(sentry, FailureKind.INTERNAL, FailureKind.INTERNAL, "IllegalStateException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "nobody"})
    @Requirement("SEC-04")
    void aMechanismThatThrowsAfterAUserFactRejects_SEC04(String user) {
        Sentry sentry = Sentry.of(
                afterFinding(user, (context, none) -> {
                    throw new IOException("secret");
                }),
                builder -> builder.directory(Users.alice()));

        assertTold(sentry, FailureKind.REJECTED, FailureKind.INTERNAL, "IOException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "nobody"})
    @Requirement("SEC-04")
    void anEmbedderThatFailsAfterAUserFactRejects_SEC04(String user) {
        Sentry sentry = Sentry.of(
                afterFinding(user, (context, none) -> ask(new IdentifyPeer(), peer -> success(user))),
                builder -> builder.directory(Users.alice())
                        .peers((question, attempt) -> Answering.WITH_A_FAILED_STAGE.with(Optional.of(user))));

        assertTold(sentry, FailureKind.REJECTED, FailureKind.TEMPORARY, "IllegalStateException");
    }

    @Test
    void anEmbedderThatFailsBeforeAnyUserFactFailsForTheMoment() {
        Sentry sentry = Sentry.of(
                afterFinding("alice", (context, none) -> success("alice")),
                builder -> builder.directory((user, realm) -> Answering.BY_THROWING.with(Optional.<Account>empty())));

        assertTold(sentry, FailureKind.TEMPORARY, FailureKind.TEMPORARY, "IllegalStateException");
    }

    @Test
    void aDirectoryThatCanNotSpellANameFailsForTheMoment() {
        Directory confused = new Directory() {
            @Override
            public CompletionStage<Optional<Account>> find(String user, String realm) {
                return Users.alice().find(user, realm);
            }

            @Override
            public String canonical(String user) {
                throw new IllegalArgumentException("not a name");
            }
        };
        Sentry sentry = Sentry.of(
                afterFinding("alice", (context, none) -> success("alice")), builder -> builder.directory(confused));

        assertTold(sentry, FailureKind.TEMPORARY, FailureKind.TEMPORARY, "IllegalArgumentException");
    }

    @Test
    void anErrorOfTheVirtualMachineIsThrownOnAndTheExchangeHasEnded() {
        ToyContext owned = new ToyContext();
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) -> {
            context.own(owned);
            throw new StackOverflowError();
        }));
        ServerExchange exchange = sentry.open();
        byte[] input = {1, 2, 3};

        assertThatThrownBy(() -> exchange.start(input)).isInstanceOf(StackOverflowError.class);

        assertThat(sentry.event().wire()).isEqualTo(FailureKind.INTERNAL);
        assertThat(owned.closed()).isEqualTo(1);
        assertThat(input).containsOnly(0);
        assertThatThrownBy(() -> exchange.respond(new byte[0])).isInstanceOf(IllegalStateException.class);
    }
}
