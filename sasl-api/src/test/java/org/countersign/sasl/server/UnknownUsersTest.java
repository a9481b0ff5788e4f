package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Conversation;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.shapes.HashKind;
import org.countersign.sasl.shapes.OtpShape;
import org.countersign.sasl.shapes.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A client can not find out which users there are: a decoy stands in for those who are not. */
class UnknownUsersTest {
    private static final Directory USERS = Directory.of(List.of(
            Account.of("alice", "{PLAIN}wonderland"),
            Account.of("bobby", "{ELSEWHERE}x"),
            Account.of("carol", "{TOY-HASH}is broken", "{TOY-SALTED}is broken")));

    /** A mechanism that writes down the steps of the one inside it. */
    private record Recorded(ServerMechanism inside, List<String> steps) implements ServerMechanism {
        @Override
        public MechanismInfo info() {
            return inside.info();
        }

        @Override
        public ServerStep start(ServerContext context, byte[] initialResponse) throws Exception {
            return recorded(inside.start(context, initialResponse));
        }

        private ServerStep recorded(ServerStep step) {
            steps.add(
                    step instanceof ServerStep.Failure failure ? failure.kind().name() : step.toString());
            if (step instanceof ServerStep.Challenge challenge) {
                return ServerStep.challenge(
                        challenge.data(), response -> recorded(challenge.then().respond(response)));
            }
            return step instanceof ServerStep.Ask<?> ask ? recordedAsk(ask) : step;
        }

        private <A> ServerStep recordedAsk(ServerStep.Ask<A> ask) {
            return ServerStep.ask(ask.question(), answer -> recorded(ask.then().answered(answer)));
        }
    }

    /** All that can be seen of an attempt, and what the audit is told. */
    private record Seen(List<String> messages, List<String> steps, FailureKind cause, String detail) {
        static Seen of(Shape shape, String user, String password) {
            List<String> steps = new ArrayList<>();
            Sentry sentry = Sentry.of(
                    new Recorded((ServerMechanism) shape.mechanism(), steps),
                    builder -> builder.directory(USERS, HashKind.QUICK)
                            .answer(
                                    OtpShape.IsFresh.class,
                                    (question, attempt) ->
                                            java.util.concurrent.CompletableFuture.completedFuture(true)));
            Conversation conversation = new Conversation(
                            sentry.open(), shape.caller().open(Credentials.password(user, password.toCharArray())))
                    .run();
            AuditEvent event = sentry.event();
            assertThat(event.user()).isEqualTo(user);
            assertThat(event.wire()).isEqualTo(FailureKind.REJECTED);
            return new Seen(conversation.transcript(), steps, event.cause(), event.detail());
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"GSS", "XOAUTH"})
    @Requirement({"SASL-13", "SEC-04"})
    void looksLikeAWrongPassword_SASL13_SEC04(Shape shape) {
        Seen wrongPassword = Seen.of(shape, "alice", "jabberwock");
        Seen unknown = Seen.of(shape, "david", "wonderland");
        Seen withoutVerifier = Seen.of(shape, "bobby", "wonderland");
        Seen corruptEntry = Seen.of(shape, "carol", "wonderland");

        assertThat(Stream.of(unknown, withoutVerifier, corruptEntry)).allSatisfy(seen -> {
            assertThat(seen.messages()).isEqualTo(wrongPassword.messages());
            assertThat(seen.steps()).isEqualTo(wrongPassword.steps());
            assertThat(seen.cause()).isEqualTo(FailureKind.REJECTED);
        });
        assertThat(unknown.detail()).isEqualTo("unknown user");
        assertThat(withoutVerifier.detail()).startsWith("no usable TOY-").endsWith(" verifier");
        assertThat(corruptEntry.detail()).isEqualTo(withoutVerifier.detail());
        assertThat(wrongPassword.detail()).isNotEmpty().isNotEqualTo(unknown.detail());
    }

    @Test
    @Requirement("SEC-04")
    void aMechanismThatLetsEverybodyInLetsNoDecoyIn_SEC04() {
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst((context, none) -> ServerStep.ask(
                        new FindVerifier<>("david", "", HashKind.QUICK),
                        any -> ServerStep.success("david").finalData(new byte[] {1}))),
                builder -> builder.directory(USERS));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isEqualTo(failure(FailureKind.REJECTED));
        assertThat(sentry.event().detail()).isEqualTo("unknown user");
    }

    @Test
    @Requirement("SEC-04")
    void aMechanismThatFailsOnADecoyOnlyRejects_SEC04() {
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst(
                        (context, none) -> ServerStep.ask(new FindVerifier<>("david", "", HashKind.QUICK), decoy -> {
                            throw new IllegalStateException("confused by " + decoy);
                        })),
                builder -> builder.directory(USERS));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isEqualTo(failure(FailureKind.REJECTED));
        assertThat(sentry.event().cause()).isEqualTo(FailureKind.INTERNAL);
        assertThat(sentry.event().detail()).isEqualTo("IllegalStateException");
    }
}
