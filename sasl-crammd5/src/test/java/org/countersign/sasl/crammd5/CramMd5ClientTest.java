package org.countersign.sasl.crammd5;

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
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.crypto.Hex;
import org.countersign.sasl.crypto.HmacMd5;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client function, with credentials to answer it. */
class CramMd5ClientTest {
    private final ClientSide client =
            ClientSide.with(Catalogue.of(new CramMd5Mechanism())).build();

    @Test
    @Requirement({"CRAM-01", "SASL-07"})
    void letsTheServerSpeakFirst_CRAM01() {
        assertThat(sent(now(open(new Identities("tim", null), "secret").start())))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tim | tanstaaftanstaaf | <1896.697170952@postoffice.reston.mci.net> | b913a602c7eda7a495b4e6e7334d3890",
                "joe | tanstaaftanstaaf | <1896.697170952@postoffice.example.net> | 3dbc88f0624776a737b39093f6eb6427",
                "Ali Baba | Open, Sesame | <68451038525716401353.0@localhost> | 6fa32b6e768f073132588e3418e00f71",
                "joe | tanstaaftanstaaf | <2262304172.6455022@gw2.gestalt.entity.net> | 2aa383bf320a941d8209a7001ef6aeb6",
                "rjs3 | 1234 | <4192942341.12828472@sourcefour.andrew.cmu.edu> | ec3a59fed395aba1ec6367c4f4b41ac0"
            })
    @Requirement({"CRAM-02", "CRAM-05"})
    void sendsTheExamplesOfTheRfcs_CRAM02(String user, String secret, String challenge, String digest) {
        assertThat(respond(user, secret, challenge.getBytes(UTF_8))).isEqualTo((user + " " + digest).getBytes(UTF_8));
    }

    @Test
    @Requirement("CRAM-02")
    void sendsTheExampleOfRfc2195AsOnTheWire_CRAM02() {
        byte[] challenge = Base64.getDecoder().decode("PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+");

        assertThat(Base64.getEncoder().encodeToString(respond("tim", "tanstaaftanstaaf", challenge)))
                .isEqualTo("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw");
    }

    @Test
    @Requirement("CRAM-06")
    void preparesTheUserNameAsInTheDraftsExample_CRAM06() {
        byte[] challenge = "<92230559549732219941.0@localhost>".getBytes(UTF_8);

        assertThat(respond("Al\u00aadd\u00adin\u00ae", "Open, Sesame", challenge))
                .isEqualTo("Aladdin\u00ae 9950ea407844a71e2f0cd3284cbd912d".getBytes(UTF_8));
    }

    @Test
    @Requirement("CRAM-06")
    void preparesThePassword_CRAM06() {
        byte[] challenge = "<1@localhost>".getBytes(UTF_8);

        assertThat(respond("tim", "I\u00adX", challenge)).isEqualTo(respond("tim", "\u2168", challenge));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no message id", "<\0>", "<a@b><c@d>", "  <1@h> \r\n"})
    @Requirement("CRAM-03")
    void doesNotInterpretTheChallenge_CRAM03(String challenge) {
        byte[] octets = challenge.getBytes(UTF_8);
        String digest = Hex.encode(HmacMd5.mac("secret".getBytes(UTF_8), octets));

        assertThat(respond("tim", "secret", octets)).isEqualTo(("tim " + digest).getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"'', secret", "tim, ''", "'\u00ad', secret", "tim, '\u00ad'", "ti\u0007m, secret", "tim, sec\u0007ret"})
    @Requirement({"CRAM-06", "PREP-05"})
    void sendsNothingThatCanNotBePrepared_CRAM06(String user, String password) {
        assertThat(failure(now(open(new Identities(user, null), password).start())))
                .isEqualTo(FailureKind.REJECTED);
    }

    @Test
    @Requirement("CRAM-08")
    void doesNotDropAnAuthorizationIdentity_CRAM08() {
        assertThat(failure(now(open(new Identities("Kurt", "Ursel"), "secret").start())))
                .isEqualTo(FailureKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Kurt"})
    @Requirement("SASL-14")
    void needsNoneToActAsItself_SASL14(String authorizationId) {
        assertThat(now(open(new Identities("Kurt", authorizationId), "secret").start()))
                .isInstanceOf(ClientReply.Send.class);
    }

    @Test
    @Requirement("CRAM-10")
    void answersOneChallengeOnly_CRAM10() {
        ClientExchange exchange = open(new Identities("tim", null), "secret");
        now(exchange.start());
        now(exchange.challenge("<1@localhost>".getBytes(UTF_8)));

        assertThat(failure(now(exchange.challenge("<2@localhost>".getBytes(UTF_8)))))
                .isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    @Requirement("SASL-09")
    void believesSuccessOnlyAfterItsResponse_SASL09() {
        ClientExchange early = open(new Identities("tim", null), "secret");
        now(early.start());
        ClientExchange exchange = open(new Identities("tim", null), "secret");
        now(exchange.start());
        now(exchange.challenge("<1@localhost>".getBytes(UTF_8)));

        assertThat(failure(now(early.outcome(true, null)))).isEqualTo(FailureKind.REJECTED);
        assertThat(now(exchange.outcome(true, null))).isEqualTo(new ClientReply.Success(null));
    }

    private byte[] respond(String user, String password, byte[] challenge) {
        ClientExchange exchange = open(new Identities(user, null), password);
        now(exchange.start());
        return sent(now(exchange.challenge(challenge)));
    }

    private ClientExchange open(Identities who, String password) {
        return client.open(
                        "CRAM-MD5",
                        List.of("CRAM-MD5"),
                        ConnectionFacts.of("smtp", "mail.example.org").build(),
                        Credentials.password(who, password.toCharArray()),
                        Runnable::run)
                .orElseThrow();
    }

    private static byte[] sent(ClientReply reply) {
        return ((ClientReply.Send) reply).data();
    }

    private static FailureKind failure(ClientReply reply) {
        return ((ClientReply.Failure) reply).kind();
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
