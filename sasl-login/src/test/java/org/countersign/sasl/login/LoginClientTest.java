package org.countersign.sasl.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client function, with credentials to answer it. */
class LoginClientTest {
    private final ClientSide client = ClientSide.with(Catalogue.of(new LoginMechanism()))
            .policy(ClientPolicy.safe().allowCleartext())
            .build();

    @Test
    @Requirement("LOGIN-01")
    void letsTheServerSpeakFirst_LOGIN01() {
        assertThat(sent(now(open(new Identities("tim", null), "secret").start())))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "VXNlcm5hbWU6, UGFzc3dvcmQ6", // Microsoft
        "VXNlciBOYW1lAA==, UGFzc3dvcmQA", // the draft's example, with its NULs
        "VXNlciBOYW1l, UGFzc3dvcmQ=", // the draft's text
        "dXNlcm5hbWU6, cGFzc3dvcmQ6", // lower case
        "'', ''", // nothing
        "UGFzc3dvcmQ6, VXNlcm5hbWU6", // in the wrong order
        "QmVudXR6ZXI6/w==, /v8=" // another language, and no text at all
    })
    @Requirement({"LOGIN-04", "LOGIN-05"})
    void countsThePromptsAndDoesNotReadThem_LOGIN04(String first, String second) {
        ClientExchange exchange = open(new Identities("tim", null), "tanstaaftanstaaf");
        now(exchange.start());

        assertThat(base64(now(exchange.challenge(Base64.getDecoder().decode(first)))))
                .isEqualTo("dGlt");
        assertThat(base64(now(exchange.challenge(Base64.getDecoder().decode(second)))))
                .isEqualTo("dGFuc3RhYWZ0YW5zdGFhZg==");
        assertThat(now(exchange.outcome(true, null))).isEqualTo(new ClientReply.Success(null));
    }

    @Test
    @Requirement("LOGIN-04")
    void cancelsAtAThirdPrompt_LOGIN04() {
        ClientExchange exchange = open(new Identities("tim", null), "secret");
        now(exchange.start());
        now(exchange.challenge(new byte[0]));
        now(exchange.challenge(new byte[0]));

        ClientReply.Failure failure = (ClientReply.Failure) now(exchange.challenge(new byte[0]));

        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(failure.cancelFirst()).isTrue();
    }

    @Test
    @Requirement("SASL-09")
    void doesNotBelieveASuccessBeforeThePasswordIsSent_SASL09() {
        ClientExchange exchange = open(new Identities("tim", null), "secret");
        now(exchange.start());
        now(exchange.challenge(new byte[0]));

        assertThat(now(exchange.outcome(true, null))).isInstanceOf(ClientReply.Failure.class);
    }

    @Test
    @Requirement("LOGIN-06")
    void sendsUtf8AsTheUserTypedIt_LOGIN06() {
        ClientExchange exchange = open(new Identities("\u00e9tienne", null), "\u2168");
        now(exchange.start());

        assertThat(sent(now(exchange.challenge(new byte[0])))).isEqualTo("\u00e9tienne".getBytes(UTF_8));
        assertThat(sent(now(exchange.challenge(new byte[0])))).isEqualTo("\u2168".getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"'', secret", "tim, ''", "ti\0m, secret", "tim, sec\0ret", "tim, 'sec\r'", "tim, 'sec\n'"})
    @Requirement({"LOGIN-06", "LOGIN-08"})
    void sendsNothingThatIsNoLine_LOGIN06(String user, String password) {
        assertThat(now(open(new Identities(user, null), password).start()))
                .isInstanceOfSatisfying(
                        ClientReply.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED));
    }

    @Test
    @Requirement("LOGIN-01")
    void doesNotDropAnAuthorizationIdentity_LOGIN01() {
        assertThat(now(open(new Identities("Kurt", "Ursel"), "secret").start()))
                .isInstanceOfSatisfying(
                        ClientReply.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED));
    }

    @ParameterizedTest
    @CsvSource({"''", "Kurt"})
    @Requirement("SASL-14")
    void needsNoneToActAsItself_SASL14(String authorizationId) {
        assertThat(now(open(new Identities("Kurt", authorizationId), "secret").start()))
                .isInstanceOf(ClientReply.Send.class);
    }

    @Test
    @Requirement("SEC-06")
    void wipesThePasswordWhenTheExchangeEnds_SEC06() {
        ClientExchange exchange = open(new Identities("tim", null), "secret");
        now(exchange.start());
        now(exchange.challenge(new byte[0]));
        byte[] password = sent(now(exchange.challenge(new byte[0])));

        exchange.close();

        assertThat(password).containsOnly(0);
    }

    private ClientExchange open(Identities who, String password) {
        return client.open(
                        "LOGIN",
                        List.of("LOGIN"),
                        ConnectionFacts.of("smtp", "mail.example.org").build(),
                        Credentials.password(who, password.toCharArray()),
                        Runnable::run)
                .orElseThrow();
    }

    private static byte[] sent(ClientReply reply) {
        return ((ClientReply.Send) reply).data();
    }

    private static String base64(ClientReply reply) {
        return Base64.getEncoder().encodeToString(sent(reply));
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
