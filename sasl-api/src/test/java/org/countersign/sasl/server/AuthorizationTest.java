package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.harness.Answering;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.harness.Users;
import org.countersign.sasl.server.Authorizer.Decision;
import org.countersign.sasl.shapes.PlainShape;
import org.countersign.sasl.shapes.ToyContext;
import org.countersign.sasl.shapes.ToyLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After the proof, and only then, somebody decides as whom the client may act. */
class AuthorizationTest {
    private static final Decision GRANT = new Decision.Grant("alice");

    private static Sentry asking(Authorizer authorizer) {
        return Sentry.of(
                new PlainShape(), builder -> builder.directory(Users.alice()).authorizer(authorizer));
    }

    private static ServerReply login(Sentry sentry, String authorizationId, String password) {
        return Await.soon(sentry.open().start(PlainShape.message(authorizationId, "alice", password)));
    }

    private static String grantedTo(ServerReply reply) {
        return ((ServerReply.Success) reply).who().authorizationId();
    }

    @Test
    @Requirement("SASL-14")
    void whoAsksForNobodyActsAsThemselves_SASL14() {
        assertThat(grantedTo(login(asking(Authorizer.self()), "", "wonderland")))
                .isEqualTo("alice");
    }

    @Test
    @Requirement({"SASL-14", "SASL-16"})
    void whoAsksForThemselvesActsAsThemselves_SASL16() {
        assertThat(grantedTo(login(asking(Authorizer.self()), "alice", "wonderland")))
                .isEqualTo("alice");
    }

    @Test
    @Requirement({"SASL-11", "SASL-16"})
    void whoAsksForSomebodyElseIsRefused_SASL16() {
        Sentry sentry = asking(Authorizer.self());

        assertThat(login(sentry, "bob", "wonderland")).isEqualTo(failure(FailureKind.NOT_AUTHORIZED));
        assertThat(sentry.event().authorizationId()).isEmpty();
    }

    @Test
    void namesAreComparedInTheSpellingOfTheDirectory() {
        Directory inLowerCase = new Directory() {
            @Override
            public java.util.concurrent.CompletionStage<Optional<Account>> find(String user, String realm) {
                return Users.alice().find(user, realm);
            }

            @Override
            public String canonical(String user) {
                return user.toLowerCase(java.util.Locale.ROOT);
            }
        };
        Sentry sentry = Sentry.of(new PlainShape(), builder -> builder.directory(inLowerCase));

        ServerReply reply = Await.now(sentry.open().start(PlainShape.message("ALICE", "Alice", "wonderland")));

        assertThat(grantedTo(reply)).isEqualTo("alice");
    }

    @Test
    @Requirement("SASL-16")
    void anAuthorizerMayLetSomebodyActAsSomebodyElse_SASL16() {
        List<String> asked = new ArrayList<>();
        Account alice = Account.of("alice", "{PLAIN}wonderland").principal(42);
        Sentry sentry = Sentry.of(
                new PlainShape(),
                builder -> builder.directory(Directory.of(List.of(alice)))
                        .authorizer((attempt, identity, authorizationId, principal) -> {
                            asked.add(attempt.user() + " " + identity + " " + authorizationId + " " + principal);
                            return CompletableFuture.completedFuture(new Decision.Grant("support"));
                        }));

        ServerReply reply = login(sentry, "bob", "wonderland");

        assertThat(grantedTo(reply)).isEqualTo("support");
        assertThat(asked).containsExactly("alice Named[authenticationId=alice] bob 42");
        assertThat(((ServerReply.Success) reply).who().principal()).isEqualTo(42);
        assertThat(sentry.event().authorizationId()).isEqualTo("support");
    }

    @Test
    @Requirement("SASL-16")
    void nobodyIsAskedBeforeTheProof_SASL16() {
        Sentry sentry = asking((attempt, identity, authorizationId, principal) -> {
            throw new AssertionError("asked");
        });

        assertThat(login(sentry, "", "jabberwock")).isEqualTo(failure(FailureKind.REJECTED));
        assertThat(sentry.event().cause()).isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @EnumSource(names = {"TOO_WEAK", "TRANSITION_NEEDED", "ACCOUNT_DISABLED", "NOT_AUTHORIZED"})
    void anAuthorizerMaySayWhatTheStateOfTheAccountIs(FailureKind kind) {
        Sentry sentry = asking((attempt, identity, authorizationId, principal) ->
                CompletableFuture.completedFuture(new Decision.Deny(kind)));

        assertThat(login(sentry, "", "wonderland")).isEqualTo(failure(kind));
        assertThat(sentry.event().wire()).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource(names = {"TOO_WEAK", "TRANSITION_NEEDED", "ACCOUNT_DISABLED"})
    @Requirement("SEC-04")
    void aMechanismMayNotSayIt_SEC04(FailureKind kind) {
        Sentry sentry = Sentry.of(
                FakeServer.clientFirst((context, none) -> new ServerStep.Failure(kind, "the mechanism's opinion")));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isEqualTo(failure(FailureKind.REJECTED));
        assertThat(sentry.event().cause()).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void anAuthorizerAnswersAsEveryEmbedderDoes(Answering how) {
        Sentry sentry = asking((attempt, identity, authorizationId, principal) -> how.with(GRANT));

        ServerReply reply = login(sentry, "", "wonderland");

        if (how.isGood()) {
            assertThat(grantedTo(reply)).isEqualTo("alice");
        } else {
            assertThat(reply).isEqualTo(failure(FailureKind.TEMPORARY));
            assertThat(sentry.event().cause()).isEqualTo(FailureKind.TEMPORARY);
        }
    }

    @Test
    void anAuthorizerThatNeverAnswersIsWaitedForUntilTheDeadline() {
        Sentry sentry = asking((attempt, identity, authorizationId, principal) -> Answering.NEVER.with(GRANT));
        ServerExchange exchange = sentry.open();
        var reply = exchange.start(PlainShape.message("", "alice", "wonderland"));

        exchange.expire();

        assertThat(Await.now(reply)).isEqualTo(failure(FailureKind.TIMED_OUT));
    }

    @Test
    void aDeniedClientsSecurityLayerIsClosed() {
        ToyLayer layer = new ToyLayer(new ToyContext(), 100);
        Sentry sentry = Sentry.of(FakeServer.clientFirst(
                (context, none) -> ServerStep.success("alice", "bob").layer(layer)));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isEqualTo(failure(FailureKind.NOT_AUTHORIZED));
        assertThat(layer.closed()).isEqualTo(1);
    }

    @Test
    @Requirement("ANON-03")
    void anAnonymousClientActsAsNobody_ANON03() {
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) -> ServerStep.anonymous("joe@example.org")));

        ServerReply.Success success =
                (ServerReply.Success) Await.now(sentry.open().start(new byte[0]));

        assertThat(success.who().identity()).isEqualTo(new ProvedIdentity.Anonymous("joe@example.org"));
        assertThat(success.who().authorizationId()).isEmpty();
        assertThat(sentry.event().user()).isEmpty();
        assertThat(sentry.event().trace()).isEqualTo("joe@example.org");
    }

    @Test
    @Requirement("SASL-16")
    void anAnonymousClientMayNotActAsSomebody_SASL16() {
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) ->
                new ServerStep.Success(new ProvedIdentity.Anonymous("joe"), "alice", null, null, null)));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isEqualTo(failure(FailureKind.NOT_AUTHORIZED));
    }
}
