package org.countersign.sasl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ServerStep.success;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Facts;
import org.countersign.sasl.harness.FakeServer;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.server.Authorizer.Decision;
import org.junit.jupiter.api.Test;

/** Additional data with success, in protocols that carry it and in those that do not. */
class FinalDataTest {
    private final AtomicInteger successes = new AtomicInteger();
    private final FakeServer mechanism = FakeServer.clientFirst((context, proof) -> {
        context.onSuccess(successes::incrementAndGet);
        return success("alice").finalData(proof.clone());
    });
    private final Sentry sentry = Sentry.of(mechanism);

    @Test
    void goesWithTheOutcomeWhereTheProtocolCarriesIt() {
        ServerReply reply = Await.now(sentry.open(Facts.WITH_SUCCESS_DATA).start(new byte[] {1, 2}));

        assertThat(((ServerReply.Success) reply).additionalData()).containsExactly(1, 2);
        assertThat(sentry.event().success()).isTrue();
    }

    @Test
    @Requirement("SASL-04")
    void isThereAndEmptyWhenTheMechanismSaysSo_SASL04() {
        ServerReply reply = Await.now(sentry.open(Facts.WITH_SUCCESS_DATA).start(new byte[0]));

        assertThat(((ServerReply.Success) reply).additionalData()).isNotNull().isEmpty();
    }

    @Test
    @Requirement("SASL-04")
    void isAbsentWhenTheMechanismHasNone_SASL04() {
        Sentry without = Sentry.of(FakeServer.clientFirst((context, proof) -> success("alice")));

        ServerReply carried = Await.now(without.open(Facts.WITH_SUCCESS_DATA).start(new byte[0]));
        ServerReply notCarried = Await.now(without.open(Facts.SMTP).start(new byte[0]));

        assertThat(((ServerReply.Success) carried).additionalData()).isNull();
        assertThat(((ServerReply.Success) notCarried).additionalData()).isNull();
    }

    @Test
    @Requirement("SASL-08")
    void isOneMoreChallengeWhereTheProtocolDoesNotCarryIt_SASL08() {
        ServerExchange exchange = sentry.open(Facts.SMTP);

        ServerReply challenge = Await.now(exchange.start(new byte[] {1, 2}));
        assertThat(((ServerReply.Challenge) challenge).data()).containsExactly(1, 2);
        assertThat(sentry.events()).isEmpty();
        assertThat(successes).hasValue(0);

        ServerReply outcome = Await.now(exchange.respond(new byte[0]));
        assertThat(((ServerReply.Success) outcome).additionalData()).isNull();
        assertThat(sentry.event().success()).isTrue();
        assertThat(successes).hasValue(1);
    }

    @Test
    @Requirement({"SASL-04", "SASL-08"})
    void isAChallengeEvenWhenItIsEmpty_SASL08() {
        ServerExchange exchange = sentry.open(Facts.SMTP);

        ServerReply challenge = Await.now(exchange.start(new byte[0]));

        assertThat(((ServerReply.Challenge) challenge).data()).isEmpty();
        assertThat(Await.now(exchange.respond(new byte[0]))).isInstanceOf(ServerReply.Success.class);
    }

    @Test
    @Requirement("SASL-08")
    void mustBeAnsweredWithNothing_SASL08() {
        ServerExchange exchange = sentry.open(Facts.SMTP);
        Await.now(exchange.start(new byte[] {1, 2}));

        ServerReply reply = Await.now(exchange.respond(new byte[] {0}));

        assertThat(reply).isEqualTo(failure(FailureKind.MALFORMED));
        assertThat(sentry.event().cause()).isEqualTo(FailureKind.MALFORMED);
        assertThat(successes).hasValue(0);
    }

    @Test
    void withoutAnAnswerNobodyIsAuthenticatedWhenTheConnectionGoes() {
        ServerExchange exchange = sentry.open(Facts.SMTP);
        Await.now(exchange.start(new byte[] {1, 2}));

        exchange.close();

        assertThat(sentry.event().wire()).isEqualTo(FailureKind.ABORTED);
        assertThat(successes).hasValue(0);
    }

    @Test
    void withoutAnAnswerNobodyIsAuthenticatedWhenTheTimeIsUp() {
        ServerExchange exchange = sentry.open(Facts.SMTP);
        Await.now(exchange.start(new byte[] {1, 2}));

        exchange.expire();

        assertThat(Await.now(exchange.respond(new byte[0]))).isEqualTo(failure(FailureKind.TIMED_OUT));
        assertThat(sentry.event().wire()).isEqualTo(FailureKind.TIMED_OUT);
    }

    @Test
    @Requirement("SASL-12")
    void isSentToNobodyWhoIsDenied_SASL12() {
        Sentry denying = Sentry.of(
                mechanism,
                builder -> builder.authorizer((attempt, identity, authorizationId, principal) ->
                        CompletableFuture.completedFuture(new Decision.Deny(FailureKind.NOT_AUTHORIZED))));

        assertThat(Await.now(denying.open(Facts.SMTP).start(new byte[] {1})))
                .isEqualTo(failure(FailureKind.NOT_AUTHORIZED));
        assertThat(Await.now(denying.open(Facts.WITH_SUCCESS_DATA).start(new byte[] {1})))
                .isEqualTo(failure(FailureKind.NOT_AUTHORIZED));
    }

    @Test
    void isSentToNobodyBeforeTheAuthorizerHasDecided() {
        CompletableFuture<Decision> decision = new CompletableFuture<>();
        Sentry deciding = Sentry.of(
                mechanism, builder -> builder.authorizer((attempt, identity, authorizationId, principal) -> decision));
        var reply = deciding.open(Facts.SMTP).start(new byte[] {1});

        assertThat(reply.toCompletableFuture()).isNotDone();
        decision.complete(new Decision.Grant("alice"));

        assertThat(Await.now(reply)).isInstanceOf(ServerReply.Challenge.class);
    }
}
