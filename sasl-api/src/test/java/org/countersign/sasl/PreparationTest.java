package org.countersign.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.harness.Sentry.failure;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.harness.Await;
import org.countersign.sasl.harness.Caller;
import org.countersign.sasl.harness.FakeClient;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.harness.Users;
import org.countersign.sasl.server.Authorizer.Decision;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.countersign.sasl.shapes.PlainShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Authorization identities are prepared as the protocol says, on both sides. */
class PreparationTest {
    private static final Preparation UPPER_CASE = identity -> identity.toUpperCase(Locale.ROOT);

    private static ServerReply login(String authorizationId, UnaryOperator<ServerSide.Builder> prepared) {
        Sentry sentry = Sentry.of(
                new PlainShape(),
                builder -> prepared.apply(builder.directory(Users.alice())
                        .authorizer((attempt, identity, asked, principal) -> CompletableFuture.completedFuture(
                                new Decision.Grant(asked.isEmpty() ? "nobody" : asked)))));
        return Await.soon(sentry.open().start(PlainShape.message(authorizationId, "alice", "wonderland")));
    }

    private static String granted(ServerReply reply) {
        return ((ServerReply.Success) reply).who().authorizationId();
    }

    private static ClientReply said(Identities identities, UnaryOperator<ClientSide.Builder> prepared) {
        FakeClient mechanism = FakeClient.clientFirst(context -> ClientStep.ask(
                new WhoAmI(),
                who -> ClientStep.last(Utf8.encode(who.authenticationId() + "," + who.authorizationId()))));
        Credentials credentials = Credentials.password(identities, new char[] {'x'});
        return Await.now(Caller.of(mechanism, prepared).open(credentials).start());
    }

    @Test
    @Requirement({"SMTP-33", "SASL-17"})
    void theAuthorizerSeesThePreparedIdentity_SASL17() {
        assertThat(granted(login("bob", builder -> builder.authorizationIds(UPPER_CASE))))
                .isEqualTo("BOB");
    }

    @Test
    @Requirement({"SMTP-33", "SASL-14"})
    void anEmptyIdentityNeedsNoPreparation_SMTP33() {
        assertThat(granted(login("", builder -> builder.authorizationIds(identity -> null))))
                .isEqualTo("nobody");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null", "''"})
    @Requirement({"SMTP-33", "SASL-11"})
    void failsWhenPreparationFailsOrLeavesNothing_SMTP33(String prepared) {
        assertThat(login("bob", builder -> builder.authorizationIds(identity -> prepared)))
                .isEqualTo(failure(FailureKind.NOT_AUTHORIZED));
    }

    @Test
    void aBrokenPreparationIsATemporaryFailure() {
        assertThat(login(
                        "bob",
                        builder -> builder.authorizationIds(identity -> {
                            throw new IllegalStateException("no tables");
                        })))
                .isEqualTo(failure(FailureKind.TEMPORARY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"b\u00f6b", "bob\u00ad", "bob\n", "\u007f", "\u0130"})
    @Requirement("SMTP-33")
    void withoutTablesOnlyPrintableAsciiIsPrepared_SMTP33(String authorizationId) {
        assertThat(login(authorizationId, builder -> builder)).isEqualTo(failure(FailureKind.NOT_AUTHORIZED));
        assertThat(granted(login(" b~", builder -> builder))).isEqualTo(" b~");
    }

    @Test
    @Requirement("SMTP-33")
    void aClientSendsThePreparedIdentity_SMTP33() {
        ClientReply reply = said(new Identities("alice", "bob"), builder -> builder.authorizationIds(UPPER_CASE));

        assertThat(Utf8.decode(((ClientReply.Send) reply).data())).isEqualTo("alice,BOB");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null", "''"})
    @Requirement("SMTP-33")
    void aClientSendsNothingThatIsNotPrepared_SMTP33(String prepared) {
        ClientReply reply = said(new Identities("alice", "bob"), builder -> builder.authorizationIds(id -> prepared));

        assertThat(reply).isInstanceOfSatisfying(ClientReply.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
            assertThat(failure.detail()).isEqualTo("the authorization identity can not be prepared");
        });
    }

    @Test
    @Requirement("SMTP-33")
    void aClientLeavesAnEmptyIdentityAlone_SMTP33() {
        ClientReply reply = said(new Identities("alice", ""), builder -> builder.authorizationIds(id -> null));

        assertThat(Utf8.decode(((ClientReply.Send) reply).data())).isEqualTo("alice,");
    }
}
