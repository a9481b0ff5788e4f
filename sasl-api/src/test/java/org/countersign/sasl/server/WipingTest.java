package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.challenge;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Question.CheckPassword;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.harness.Users;
import org.countersign.sasl.shapes.PlainShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing secret is left of an attempt that has ended, and no mechanism has to see to it. */
@Requirement("SEC-06")
class WipingTest {
    private final byte[] first = {1, 2, 3};
    private final byte[] second = {4, 5, 6};

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messagesLiveUntilTheOutcomeAndNoLonger(boolean succeeds) {
        List<byte[]> seen = new ArrayList<>();
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, one) -> challenge(new byte[0], two -> {
            seen.add(one.clone());
            seen.add(two.clone());
            return succeeds ? success("alice") : rejected("two");
        })));
        ServerExchange exchange = sentry.open();
        Await.now(exchange.start(first));
        assertThat(first).containsExactly(1, 2, 3);

        Await.now(exchange.respond(second));

        assertThat(seen).containsExactly(new byte[] {1, 2, 3}, new byte[] {4, 5, 6});
        assertThat(first).containsOnly(0);
        assertThat(second).containsOnly(0);
    }

    @Test
    void messagesAreWipedWhenTheConnectionGoes() {
        ServerExchange exchange = Sentry.of(
                        FakeServer.clientFirst((context, one) -> challenge(new byte[0], two -> success("alice"))))
                .open();
        Await.now(exchange.start(first));

        exchange.close();

        assertThat(first).containsOnly(0);
    }

    @Test
    void aMessageThatComesAfterTheEndIsWiped() {
        ServerExchange exchange = Sentry.of(
                        FakeServer.clientFirst((context, one) -> challenge(new byte[0], two -> success("alice"))))
                .open();
        Await.now(exchange.start(first));
        exchange.expire();

        assertThat(Await.now(exchange.respond(second))).isEqualTo(failure(FailureKind.TIMED_OUT));

        assertThat(second).containsOnly(0);
    }

    @Test
    void aMessageThatIsRefusedUnreadIsWiped() {
        Await.now(Sentry.of(FakeServer.serverFirst((context, none) -> success("alice")))
                .open()
                .start(first));

        assertThat(first).containsOnly(0);
    }

    @Test
    void aQuestionsSecretIsWipedAsSoonAsItIsAnswered() {
        Secret password = Secret.owning(first);
        Secret token = Secret.owning(second);
        List<Integer> left = new ArrayList<>();
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst((context, none) -> ask(new CheckPassword("alice", password), right -> {
                    left.add(first[0] + first[1] + first[2]);
                    return ask(new CheckToken("alice", token), verdict -> {
                        left.add(second[0] + second[1] + second[2]);
                        return success("alice");
                    });
                })),
                builder -> builder.passwords((question, attempt) -> CompletableFuture.completedFuture(
                                question.password().octets()[0] == 1))
                        .tokens((question, attempt) -> CompletableFuture.completedFuture(
                                new TokenVerdict.Valid("u" + question.token().octets()[0]))));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isInstanceOf(ServerReply.Success.class);
        assertThat(left).containsExactly(0, 0);
    }

    @Test
    void aPasswordThatIsLookedUpIsWipedAsSoonAsItIsChecked() {
        byte[] octets = {'w', 'o', 'n', 'd', 'e', 'r', 'l', 'a', 'n', 'd'};
        List<Byte> left = new ArrayList<>();
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst(
                        (context, none) -> ask(new CheckPassword("alice", Secret.owning(octets)), right -> {
                            left.add(octets[0]);
                            return right ? success("alice") : rejected("password");
                        })),
                builder -> builder.directory(Users.alice()));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isInstanceOf(ServerReply.Success.class);
        assertThat(left).containsExactly((byte) 0);
    }

    @Test
    void aQuestionsSecretIsWipedWhenNobodyAnswers() {
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst(
                        (context, none) -> ask(new CheckPassword("alice", Secret.owning(first)), right -> null)),
                builder -> builder.passwords((question, attempt) -> new CompletableFuture<>()));
        ServerExchange exchange = sentry.open();
        exchange.start(new byte[0]);
        assertThat(first).containsExactly(1, 2, 3);

        exchange.close();

        assertThat(first).containsOnly(0);
    }

    @Test
    void whatAnExchangeOwnsIsClosedLastFirst() {
        List<String> closed = new ArrayList<>();
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) -> {
            context.own((AutoCloseable) () -> closed.add("first"));
            context.own((AutoCloseable) () -> closed.add("second"));
            return success("alice");
        }));

        Await.now(sentry.open().start(new byte[0]));

        assertThat(closed).containsExactly("second", "first");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCanNotBeClosedDoesNotKeepTheRestOpen(boolean error) {
        List<String> closed = new ArrayList<>();
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) -> {
            context.own((AutoCloseable) () -> closed.add("first"));
            context.own((AutoCloseable) () -> {
                if (error) {
                    throw new NoClassDefFoundError("a native library");
                }
                throw new Exception("not closed");
            });
            return success("alice");
        }));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isInstanceOf(ServerReply.Success.class);
        assertThat(closed).containsExactly("first");
        assertThat(sentry.event().success()).isTrue();
    }

    @Test
    void whatIsHandedOverAfterTheEndIsClosedAtOnce() {
        List<ServerContext> contexts = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) -> {
            contexts.add(context);
            return success("alice");
        }));
        Await.now(sentry.open().start(new byte[0]));

        contexts.get(0).own((AutoCloseable) () -> closed.add("late"));

        assertThat(closed).containsExactly("late");
    }

    @Test
    void aStoredPasswordOutlivesTheAttemptsThatItServes() {
        Sentry sentry = Sentry.of(new PlainShape(), builder -> builder.directory(Users.alice()));

        for (int i = 0; i < 3; i++) {
            assertThat(Await.now(sentry.open().start(PlainShape.message("", "alice", "wonderland"))))
                    .isInstanceOf(ServerReply.Success.class);
        }
    }

    @Test
    void aLookUpThatHangsKeepsNothingOfAnAttemptThatHasEnded() {
        CompletableFuture<Optional<String>> hung = new CompletableFuture<>();
        List<WeakReference<Object>> secrets = new ArrayList<>();
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst((context, none) -> {
                    Object secret = new Object();
                    secrets.add(new WeakReference<>(secret));
                    return ask(new IdentifyPeer(), peer -> knowing(secret));
                }),
                builder -> builder.peers((question, attempt) -> hung));
        ServerExchange exchange = sentry.open();
        exchange.start(new byte[0]);

        exchange.close();

        for (int i = 0; i < 100 && secrets.get(0).get() != null; i++) {
            System.gc();
        }
        assertThat(secrets.get(0).get()).isNull();
        assertThat(hung).isNotDone();
        assertThat(exchange.nanosLeft()).isPositive(); // the exchange itself is still there
    }

    private static ServerStep knowing(Object secret) {
        return success(secret.toString());
    }
}
