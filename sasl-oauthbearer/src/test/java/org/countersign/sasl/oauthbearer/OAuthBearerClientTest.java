package org.countersign.sasl.oauthbearer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Secret;
import org.countersign.sasl.TokenError;
import org.countersign.sasl.bearer.ErrorMessage;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client function, with credentials to answer it. */
class OAuthBearerClientTest {
    private static final String ERROR =
            "eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJleGFtcGxlX3Njb3BlIiwib3BlbmlkLWNvbmZpZ3VyYXRpb24iOiJodHRwczovL2V4"
                    + "YW1wbGUuY29tLy53ZWxsLWtub3duL29wZW5pZC1jb25maWd1cmF0aW9uIn0=";

    private final ClientSide client = ClientSide.with(Catalogue.of(new OAuthBearerMechanism()))
            .policy(ClientPolicy.safe().allowCleartext())
            .build();

    @ParameterizedTest
    @CsvSource({
        // RFC 7628, section 4.1
        "143, bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52"
                + "YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB",
        "587, bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52"
                + "YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB"
    })
    @Requirement("OAUTH-01")
    void sendsTheExamplesOfTheRfc_OAUTH01(int port, String base64) {
        ConnectionFacts facts =
                ConnectionFacts.of("smtp", "server.example.com").port(port).build();
        Identities who = new Identities("user@example.com", null);

        byte[] sent = sent(now(
                open(who, "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==", facts).start()));

        assertThat(Base64.getEncoder().encodeToString(sent)).isEqualTo(base64);
    }

    @ParameterizedTest
    @CsvSource({
        "tim, , 'n,a=tim,'",
        "tim, '', 'n,,'",
        "tim, shared, 'n,a=shared,'",
        "'', , 'n,,'",
        "'t,i=m', , 'n,a=t=2Ci=3Dm,'",
        "j\u00fcrgen, , 'n,a=j\u00fcrgen,'"
    })
    @Requirement("OAUTH-02")
    void namesTheIdentityToActAs_OAUTH02(String user, String authorizationId, String header) {
        byte[] sent =
                sent(now(open(new Identities(user, authorizationId), "token").start()));

        assertThat(sent)
                .asString(UTF_8)
                .isEqualTo(header + "\u0001host=mail.example.org\u0001auth=Bearer token\u0001\u0001");
    }

    @Test
    @Requirement("OAUTH-03")
    void namesNoServerThatItDoesNotKnow_OAUTH03() {
        byte[] sent = sent(now(open(
                        new Identities("", null),
                        "token",
                        ConnectionFacts.of("smtp", "").build())
                .start()));

        assertThat(sent).asString(UTF_8).isEqualTo("n,,\u0001auth=Bearer token\u0001\u0001");
    }

    @ParameterizedTest
    @CsvSource({"'a\u0000b', token", "tim, ''", "tim, 'a\u0001b'", "tim, a b"})
    @Requirement("OAUTH-01")
    void sendsNothingThatIsNoMessage_OAUTH01(String user, String token) {
        assertThat(now(open(new Identities(user, null), token).start()))
                .isInstanceOfSatisfying(
                        ClientReply.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED));
    }

    @Test
    @Requirement("OAUTH-09")
    void believesTheServersSuccess_OAUTH09() {
        ClientExchange exchange = started();

        assertThat(now(exchange.outcome(true, null))).isEqualTo(new ClientReply.Success(null));
    }

    @Test
    @Requirement({"OAUTH-07", "SASL-12"})
    void answersAnErrorWithASeparatorAndTellsIt_OAUTH07() {
        ClientExchange exchange = started();

        byte[] dummy = sent(now(exchange.challenge(Base64.getDecoder().decode(ERROR))));

        assertThat(dummy).containsExactly(1); // AQ==
        assertThat(ErrorMessage.parse(
                        failure(now(exchange.outcome(false, null))).serverError()))
                .isEqualTo(new TokenError(
                        "invalid_token", "example_scope", "https://example.com/.well-known/openid-configuration"));
    }

    @Test
    @Requirement("OAUTH-07")
    void takesARefusalWithoutAnError_OAUTH07() {
        ClientReply.Failure failure = failure(now(started().outcome(false, null)));

        assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(failure.serverError()).isNull();
    }

    @Test
    @Requirement("OAUTH-07")
    void concedesToAnErrorThatItDoesNotUnderstand_OAUTH07() {
        ClientExchange exchange = started();

        assertThat(sent(now(exchange.challenge("<html>".getBytes(UTF_8))))).containsExactly(1);
        assertThat(ErrorMessage.parse(
                        failure(now(exchange.outcome(false, null))).serverError()))
                .isNull();
    }

    @Test
    @Requirement("SASL-09")
    void believesNoSuccessAfterAnError_SASL09() {
        ClientExchange exchange = started();
        now(exchange.challenge(Base64.getDecoder().decode(ERROR)));

        assertThat(failure(now(exchange.outcome(true, null))).kind()).isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement("SEC-06")
    void wipesTheMessageWhenTheExchangeEnds_SEC06() {
        ClientExchange exchange = open(new Identities("tim", null), "token");
        byte[] sent = sent(now(exchange.start()));

        exchange.close();

        assertThat(sent).containsOnly(0);
    }

    private ClientExchange started() {
        ClientExchange exchange = open(new Identities("tim", null), "token");
        now(exchange.start());
        return exchange;
    }

    private ClientExchange open(Identities who, String token) {
        return open(who, token, ConnectionFacts.of("smtp", "mail.example.org").build());
    }

    private ClientExchange open(Identities who, String token, ConnectionFacts facts) {
        return client.open(
                        "OAUTHBEARER",
                        List.of("OAUTHBEARER"),
                        facts,
                        Credentials.token(who, () -> CompletableFuture.completedFuture(secret(token))),
                        Runnable::run)
                .orElseThrow();
    }

    private static Secret secret(String token) {
        return Secret.owning(token.getBytes(UTF_8));
    }

    private static byte[] sent(ClientReply reply) {
        return ((ClientReply.Send) reply).data();
    }

    private static ClientReply.Failure failure(ClientReply reply) {
        return (ClientReply.Failure) reply;
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
