package org.countersign.sasl.plain;

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
class PlainClientTest {
    private final ClientSide client = ClientSide.with(Catalogue.of(new PlainMechanism()))
            .policy(ClientPolicy.safe().allowCleartext())
            .build();

    @ParameterizedTest
    @CsvSource({
        ", tim, tanstaaftanstaaf, AHRpbQB0YW5zdGFhZnRhbnN0YWFm",
        "'', tim, tanstaaftanstaaf, AHRpbQB0YW5zdGFhZnRhbnN0YWFm",
        "Ursel, Kurt, xipj3plmq, VXJzZWwAS3VydAB4aXBqM3BsbXE=",
        "test, test, 1234, dGVzdAB0ZXN0ADEyMzQ="
    })
    @Requirement("PLAIN-01")
    void sendsTheExamplesOfTheRfcs_PLAIN01(String authzid, String authcid, String passwd, String base64) {
        byte[] sent = sent(now(open(new Identities(authcid, authzid), passwd).start()));

        assertThat(Base64.getEncoder().encodeToString(sent)).isEqualTo(base64);
    }

    @Test
    @Requirement("PLAIN-05")
    void leavesPreparationToTheServer_PLAIN05() {
        byte[] sent = sent(now(open(new Identities("I\u00adX", null), "\u2168").start()));

        assertThat(sent).isEqualTo("\0I\u00adX\0\u2168".getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"'', tim, ''", "'', '', secret", "a\0b, tim, secret", "'', ti\0m, secret", "'', tim, sec\0ret"})
    @Requirement("PLAIN-01")
    void sendsNothingThatIsNoMessage_PLAIN01(String authzid, String authcid, String passwd) {
        ClientReply reply = now(open(new Identities(authcid, authzid), passwd).start());

        assertThat(reply)
                .isInstanceOfSatisfying(
                        ClientReply.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED));
    }

    @Test
    @Requirement("PLAIN-08")
    void believesTheServersSuccess_PLAIN08() {
        ClientExchange exchange = open(new Identities("tim", null), "secret");
        now(exchange.start());

        assertThat(now(exchange.outcome(true, null))).isEqualTo(new ClientReply.Success(null));
    }

    @Test
    void answersOneMessageOnly() {
        ClientExchange exchange = open(new Identities("tim", null), "secret");
        now(exchange.start());

        assertThat(now(exchange.challenge(new byte[0])))
                .isInstanceOfSatisfying(
                        ClientReply.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED));
    }

    @Test
    @Requirement("SEC-06")
    void wipesTheMessageWhenTheExchangeEnds_SEC06() {
        ClientExchange exchange = open(new Identities("tim", null), "secret");
        byte[] sent = sent(now(exchange.start()));

        exchange.close();

        assertThat(sent).containsOnly(0);
    }

    private ClientExchange open(Identities who, String password) {
        return client.open(
                        "PLAIN",
                        List.of("PLAIN"),
                        ConnectionFacts.of("smtp", "mail.example.org").build(),
                        Credentials.password(who, password.toCharArray()),
                        Runnable::run)
                .orElseThrow();
    }

    private static byte[] sent(ClientReply reply) {
        return ((ClientReply.Send) reply).data();
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
