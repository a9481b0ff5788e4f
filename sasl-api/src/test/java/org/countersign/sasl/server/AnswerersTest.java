package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Question;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.Secret;
import org.countersign.sasl.harness.Answering;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Facts;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.harness.Users;
import org.countersign.sasl.shapes.PlainShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Who answers which question, and what they are told. */
class AnswerersTest {

    /** A question of a third party's that is about nobody. */
    private record Weather() implements Question.Custom<String> {}

    private static ServerReply plain(Sentry sentry, String password) {
        return Await.soon(sentry.open().start(PlainShape.message("", "alice", password)));
    }

    @Test
    void whoeverChecksPasswordsIsAskedInsteadOfTheDirectory() {
        Sentry sentry = Sentry.of(
                new PlainShape(),
                builder -> builder.directory(Users.alice())
                        .passwords((question, attempt) -> CompletableFuture.completedFuture(
                                question.user().equals("alice")
                                        && question.password().matches(new byte[] {'l', 'd', 'a', 'p'}))));

        assertThat(plain(sentry, "ldap")).isInstanceOf(ServerReply.Success.class);
        assertThat(plain(sentry, "wonderland")).isEqualTo(failure(FailureKind.REJECTED));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NEVER")
    void whoeverChecksPasswordsAnswersAsEveryEmbedderDoes(Answering how) {
        Sentry sentry =
                Sentry.of(new PlainShape(), builder -> builder.passwords((question, attempt) -> how.with(true)));

        ServerReply reply = plain(sentry, "wonderland");

        if (how.isGood()) {
            assertThat(reply).isInstanceOf(ServerReply.Success.class);
        } else {
            assertThat(reply).isEqualTo(failure(FailureKind.TEMPORARY));
            assertThat(sentry.event().cause()).isEqualTo(FailureKind.TEMPORARY);
        }
    }

    @Test
    void areToldOfTheAttempt() {
        List<Attempt> attempts = new ArrayList<>();
        Object handle = new Object();
        FakeServer mechanism = FakeServer.clientFirst((context, none) -> ask(
                new IdentifyPeer(),
                peer -> ask(
                        new Weather(),
                        weather -> ask(
                                new CheckToken("alice", Secret.owning(new byte[1])),
                                verdict -> ask(new Weather(), again -> success("alice"))))));
        UnaryOperator<ServerSide.Builder> answering = builder -> builder.peers((question, attempt) -> {
                    attempts.add(attempt);
                    return CompletableFuture.completedFuture(Optional.of("alice"));
                })
                .answer(Weather.class, (question, attempt) -> {
                    attempts.add(attempt);
                    return CompletableFuture.completedFuture("fine");
                })
                .tokens((question, attempt) -> {
                    attempts.add(attempt);
                    return CompletableFuture.completedFuture(new TokenVerdict.Valid("alice"));
                });

        Await.now(Sentry.of(mechanism, answering)
                .open(Facts.smtp().connection(handle).build())
                .start(new byte[0]));

        assertThat(attempts).extracting(Attempt::user).containsExactly("", "", "alice", "alice");
        assertThat(attempts).extracting(Attempt::mechanism).containsOnly(FakeServer.NAME);
        assertThat(attempts).extracting(attempt -> attempt.facts().connection()).containsOnly(handle);
        assertThat(attempts.get(0)).hasToString(FakeServer.NAME + " from 192.0.2.1");
    }
}
