package org.countersign.sasl.xoauth2;

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
class Xoauth2ClientTest {
    private static final String GOOGLES_ERROR =
            "eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIG1hYyIsInNjb3BlIjoiaHR0cHM6Ly9tYWlsLmdvb2dsZS5jb20vIn0K";

    private final ClientSide client = ClientSide.with(Catalogue.of(new Xoauth2Mechanism()))
            .policy(ClientPolicy.safe().allowCleartext())
            .build();

    @ParameterizedTest
    @CsvSource({
        "someuser@example.com, ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg,"
                + "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==",
        "test@contoso.onmicrosoft.com, EwBAAl3BAAUFFpUAo7J3Ve0bjLBWZWCclRC3EoAA,"
                + "dXNlcj10ZXN0QGNvbnRvc28ub25taWNyb3NvZnQuY29tAWF1dGg9QmVhcmVyIEV3QkFBbDNCQUFVRkZwVUFvN0ozVmUwYmpMQldaV0NjbFJDM0VvQUEBAQ==",
        "username, password, dXNlcj11c2VybmFtZQFhdXRoPUJlYXJlciBwYXNzd29yZAEB"
    })
    @Requirement("XOA-01")
    void sendsTheExamplesOfThePages_XOA01(String user, String token, String base64) {
        byte[] sent = sent(now(open(new Identities(user, null), token).start()));

        assertThat(Base64.getEncoder().encodeToString(sent)).isEqualTo(base64);
    }

    @ParameterizedTest
    @CsvSource({"tim, shared, shared", "tim, '', tim", "tim, tim, tim", "'', shared, shared"})
    @Requirement("XOA-05")
    void namesTheMailboxToOpen_XOA05(String user, String mailbox, String named) {
        byte[] sent = sent(now(open(new Identities(user, mailbox), "token").start()));

        assertThat(sent).asString(UTF_8).startsWith("user=" + named + "\u0001");
    }

    @ParameterizedTest
    @CsvSource({
        "'', token",
        "'a\u0001b', token",
        "'a\u0000b', token",
        "'a\nb', token",
        "'a\u0085b', token",
        "tim, ''",
        "tim, 'a\u0001b'",
        "tim, a b"
    })
    @Requirement("XOA-01")
    void sendsNothingThatIsNoMessage_XOA01(String user, String token) {
        assertThat(now(open(new Identities(user, null), token).start()))
                .isInstanceOfSatisfying(
                        ClientReply.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED));
    }

    @Test
    @Requirement("XOA-07")
    void believesTheServersSuccess_XOA07() {
        ClientExchange exchange = started();

        assertThat(now(exchange.outcome(true, null))).isEqualTo(new ClientReply.Success(null));
    }

    @Test
    @Requirement({"XOA-02", "SASL-12"})
    void answersAnErrorWithNothingAndTellsIt_XOA02() {
        ClientExchange exchange = started();

        byte[] dummy = sent(now(exchange.challenge(Base64.getDecoder().decode(GOOGLES_ERROR))));

        assertThat(dummy).isEmpty();
        assertThat(ErrorMessage.parse(
                        failure(now(exchange.outcome(false, null))).serverError()))
                .isEqualTo(new TokenError("401", "https://mail.google.com/", ""));
    }

    @Test
    @Requirement("XOA-03")
    void takesARefusalWithoutAnError_XOA03() {
        ClientReply.Failure failure = failure(now(started().outcome(false, null)));

        assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(failure.serverError()).isNull();
    }

    @Test
    @Requirement("XOA-03")
    void concedesToAnErrorThatItDoesNotUnderstand_XOA03() {
        ClientExchange exchange = started();

        assertThat(sent(now(exchange.challenge("<html>".getBytes(UTF_8))))).isEmpty();
        assertThat(ErrorMessage.parse(
                        failure(now(exchange.outcome(false, null))).serverError()))
                .isNull();
    }

    @Test
    @Requirement("SASL-09")
    void believesNoSuccessAfterAnError_SASL09() {
        ClientExchange exchange = started();
        now(exchange.challenge(Base64.getDecoder().decode(GOOGLES_ERROR)));

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
        return client.open(
                        "XOAUTH2",
                        List.of("XOAUTH2"),
                        ConnectionFacts.of("smtp", "mail.example.org").build(),
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
