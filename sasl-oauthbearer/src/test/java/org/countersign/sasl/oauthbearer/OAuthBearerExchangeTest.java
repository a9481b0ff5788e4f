package org.countersign.sasl.oauthbearer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.Secret;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.TokenError;
import org.countersign.sasl.bearer.ErrorMessage;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.Test;

/** Both sides through the real drivers. */
class OAuthBearerExchangeTest {
    private static final ConnectionFacts PLAINTEXT =
            ConnectionFacts.of("smtp", "mail.example.org").build();
    private static final ConnectionFacts TLS = ConnectionFacts.of("smtp", "mail.example.org")
            .tls(new TlsFacts("TLSv1.3", null, List.of(), true))
            .build();
    private static final byte[] TOKEN = "t".repeat(6 * 1024).getBytes(UTF_8);
    private static final TokenError INVALID =
            new TokenError("invalid_token", "example_scope", "https://example.com/.well-known/openid-configuration");

    private final Catalogue catalogue = Catalogue.of(new OAuthBearerMechanism());
    private final List<AuditEvent> audit = new ArrayList<>();
    private final List<CheckToken> asked = new ArrayList<>();
    private CompletionStage<TokenVerdict> verdict = CompletableFuture.completedFuture(new TokenVerdict.Valid("tim"));
    private final ServerSide server = ServerSide.with(catalogue)
            .tokens((question, attempt) -> {
                assertThat(question.token().octets()).isEqualTo(TOKEN);
                asked.add(question);
                return verdict;
            })
            .audit(audit::add)
            .build();
    private final ClientSide client = ClientSide.with(catalogue).build();

    @Test
    void isFoundByTheServiceLoader() {
        Catalogue found = Catalogue.load(OAuthBearerMechanism.class.getClassLoader());

        assertThat(found.find("OAUTHBEARER")).get().isInstanceOf(OAuthBearerMechanism.class);
        assertThat(found.problems()).isEmpty();
    }

    @Test
    @Requirement("OAUTH-09")
    void isUsedOverTlsOnly_OAUTH09() {
        Credentials credentials = credentials(new Identities("tim", null));

        assertThat(server.mechanisms(PLAINTEXT)).isEmpty();
        assertThat(server.mechanisms(TLS)).containsExactly("OAUTHBEARER");
        assertThat(client.choose(List.of("OAUTHBEARER"), PLAINTEXT, credentials))
                .isEmpty();
        assertThat(client.choose(List.of("OAUTHBEARER"), TLS, credentials)).hasSize(1);
    }

    @Test
    void isNotOfferedWhereNobodyChecksTokens() {
        assertThat(ServerSide.with(catalogue).build().mechanisms(TLS)).isEmpty();
    }

    @Test
    @Requirement("OAUTH-11")
    void carriesATokenOf6KiB_OAUTH11() {
        ServerReply reply = authenticate(new Identities("tim", null));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        ServerReply.Success.class,
                        success -> assertThat(success.who().authorizationId()).isEqualTo("tim"));
    }

    @Test
    @Requirement({"OAUTH-05", "SASL-16"})
    void doesNotLetTimActAsSomebodyElse_OAUTH05() {
        assertThat(authenticate(new Identities("tim", "ursel")))
                .isEqualTo(new ServerReply.Failure(FailureKind.NOT_AUTHORIZED));
    }

    @Test
    void isTemporarilyRefusedWhereTheProviderIsAway() {
        verdict = CompletableFuture.failedFuture(new IllegalStateException("away"));

        assertThat(authenticate(new Identities("tim", null))).isEqualTo(new ServerReply.Failure(FailureKind.TEMPORARY));
    }

    @Test
    @Requirement({"OAUTH-06", "SEC-07"})
    void tellsTheClientWhyAndNobodyTheToken_OAUTH06() {
        verdict = CompletableFuture.completedFuture(new TokenVerdict.Invalid(INVALID));
        ServerExchange serving = server.open("OAUTHBEARER", TLS, Runnable::run).orElseThrow();
        ClientExchange asking = open(new Identities("tim", null));

        ServerReply.Challenge error = (ServerReply.Challenge) now(
                serving.start(((ClientReply.Send) now(asking.start())).data().clone()));
        byte[] dummy = ((ClientReply.Send) now(asking.challenge(error.data().clone()))).data();
        ServerReply refusal = now(serving.respond(dummy));
        ClientReply failure = now(asking.outcome(false, null));

        assertThat(refusal).isEqualTo(new ServerReply.Failure(FailureKind.REJECTED));
        assertThat(ErrorMessage.parse(((ClientReply.Failure) failure).serverError()))
                .isEqualTo(INVALID);
        assertThat(audit).singleElement().satisfies(event -> {
            assertThat(event.user()).isEqualTo("tim");
            assertThat(event.detail()).isEqualTo("token");
        });
        assertThat(List.of(audit, asked, error, refusal, failure).toString()).doesNotContain("tttt");
    }

    private ServerReply authenticate(Identities who) {
        ServerExchange serving = server.open("OAUTHBEARER", TLS, Runnable::run).orElseThrow();
        return now(serving.start(((ClientReply.Send) now(open(who).start())).data()));
    }

    private ClientExchange open(Identities who) {
        return client.open("OAUTHBEARER", List.of("OAUTHBEARER"), TLS, credentials(who), Runnable::run)
                .orElseThrow();
    }

    private static Credentials credentials(Identities who) {
        return Credentials.token(who, () -> CompletableFuture.completedFuture(Secret.owning(TOKEN.clone())));
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
