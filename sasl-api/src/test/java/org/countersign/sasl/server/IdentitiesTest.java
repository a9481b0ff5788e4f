package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.shapes.HashKind;
import org.countersign.sasl.shapes.OtpShape;
import org.junit.jupiter.api.Test;

/** Whom a success names. */
class IdentitiesTest {
    /** Knows alice, however she is spelled. */
    private static final Directory IN_LOWER_CASE = new Directory() {
        @Override
        public CompletionStage<Optional<Account>> find(String user, String realm) {
            return CompletableFuture.completedFuture(
                    user.equals("alice")
                            ? Optional.of(
                                    Account.of("alice", "{PLAIN}wonderland").principal("row 7"))
                            : Optional.empty());
        }

        @Override
        public String canonical(String user) {
            return user.toLowerCase(Locale.ROOT);
        }
    };

    private static ServerStep finding(List<String> users, ServerStep then) {
        return users.isEmpty()
                ? then
                : ask(
                        new FindVerifier<>(users.get(0), "", HashKind.QUICK),
                        found -> finding(users.subList(1, users.size()), then));
    }

    private static ServerReply reply(ServerStep first) {
        FakeServer mechanism = FakeServer.clientFirst((context, none) -> first);
        return Await.now(Sentry.of(mechanism, builder -> builder.directory(IN_LOWER_CASE))
                .open()
                .start(new byte[0]));
    }

    private static Authenticated who(ServerReply reply) {
        return ((ServerReply.Success) reply).who();
    }

    @Test
    void isTheAccountsNameAndNotWhatTheClientTyped() {
        Authenticated who = who(reply(finding(List.of("ALICE"), success("ALICE"))));

        assertThat(who.identity()).isEqualTo(new ProvedIdentity.Named("alice"));
        assertThat(who.authorizationId()).isEqualTo("alice");
        assertThat(who.principal()).isEqualTo("row 7");
        assertThat(who.mechanism()).isEqualTo(FakeServer.NAME);
        assertThat(who.boundTo()).isNull();
    }

    @Test
    void isInTheDirectorysSpellingAlsoWhenSomebodyElseProvedIt() {
        FakeServer external = FakeServer.clientFirst(
                        (context, none) -> ask(new IdentifyPeer(), peer -> success(peer.orElseThrow(), "alice")))
                .needing(new Need.PeerIdentity());
        Sentry sentry = Sentry.of(
                external,
                builder -> builder.directory(IN_LOWER_CASE)
                        .peers((question, attempt) -> CompletableFuture.completedFuture(Optional.of("Alice"))));

        Authenticated who = who(Await.now(sentry.open().start(new byte[0])));

        assertThat(who.identity()).isEqualTo(new ProvedIdentity.Named("alice"));
        assertThat(who.authorizationId()).isEqualTo("alice");
    }

    @Test
    void isNotTheAccountOfSomebodyElseWhoHasBeenLookedUp() {
        Authenticated who = who(reply(finding(List.of("alice"), success("bob"))));

        assertThat(who.identity()).isEqualTo(new ProvedIdentity.Named("bob"));
        assertThat(who.principal()).isNull();
    }

    @Test
    void isNotTheAccountOfAnEarlierUserEither() {
        FakeServer mechanism = FakeServer.clientFirst((context, none) ->
                finding(List.of("alice"), ask(new OtpShape.IsFresh("bob", 1), fresh -> success("bob"))));
        Sentry sentry = Sentry.of(
                mechanism,
                builder -> builder.directory(IN_LOWER_CASE)
                        .answer(
                                OtpShape.IsFresh.class,
                                (question, attempt) -> CompletableFuture.completedFuture(true)));

        Authenticated who = who(Await.now(sentry.open().start(new byte[0])));

        assertThat(who.identity()).isEqualTo(new ProvedIdentity.Named("bob"));
        assertThat(who.principal()).isNull();
    }

    @Test
    void isToldToTheAuthorizerAndTheAuditWhenTheClientNamedNobody() {
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) -> success("alice", "bob")));

        assertThat(Await.now(sentry.open().start(new byte[0]))).isEqualTo(failure(FailureKind.NOT_AUTHORIZED));
        assertThat(sentry.event().user()).isEqualTo("alice");
    }

    @Test
    void isWhatTheMechanismProvedWhereThereIsNoDirectory() {
        Sentry sentry = Sentry.of(FakeServer.clientFirst((context, none) -> success("Alice", "Alice")));

        Authenticated who = who(Await.now(sentry.open().start(new byte[0])));

        assertThat(who.identity()).isEqualTo(new ProvedIdentity.Named("Alice"));
        assertThat(who.authorizationId()).isEqualTo("Alice");
    }

    @Test
    void tellsToWhichChannelTheClientIsBound() {
        Authenticated who = who(reply(success("alice").boundTo("tls-exporter")));

        assertThat(who.boundTo()).isEqualTo("tls-exporter");
    }

    @Test
    void nobodySucceedsWhoseVerifierWasADecoyAtAnyTime() {
        assertThat(reply(finding(List.of("nobody", "alice"), success("alice"))))
                .isEqualTo(failure(FailureKind.REJECTED));
        assertThat(reply(finding(List.of("alice", "nobody"), success("alice"))))
                .isEqualTo(failure(FailureKind.REJECTED));
    }
}
