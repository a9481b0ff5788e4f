package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Seams;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the DIGEST-MD5 that comes with Java does wrong (SunSASL of JDK 17 to 25), and ours must never do. */
class JdkDefectsTest {
    private static final ConnectionFacts FACTS =
            ConnectionFacts.of("smtp", Vector.HOST).layersPossible(true).build();
    private static final String RESPONSE = "charset=utf-8,username=\"chris\",realm=\"elwood.innosoft.com\","
            + "nonce=\"OA6MG9tEQGm2hh\",nc=00000001,cnonce=\"OA6MHXh6VqTrRk\",digest-uri=\"smtp/elwood.innosoft.com\","
            + "response=52ff44907f72314481b5c098c708ebf3,qop=auth";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nc=00000001,",
                "response=52ff44907f72314481b5c098c708ebf3,",
                "digest-uri=\"smtp/elwood.innosoft.com\","
            })
    @Requirement({"DIG-12", "SEC-08"})
    void noNullPointerExceptionWhereADirectiveIsMissing(String directive) throws Exception {
        assertThat(failure(RESPONSE.replace(directive, ""))).isEqualTo(FailureKind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"username=\"", "username=\"\\", "username", "=", "\"", "nonce=\"OA6MG9tEQGm2hh\",realm=\"\\"})
    @Requirement({"DIG-03", "SEC-08"})
    void noIndexOutOfBoundsWhereTheMessageEndsWithinADirective(String message) throws Exception {
        assertThat(failure(message)).isEqualTo(FailureKind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nc=zzzzzzzz", "nc=", "nc=\"\"", "nc=123456789012345678901234567890"})
    @Requirement({"DIG-10", "SEC-08"})
    void noNumberFormatExceptionForACountThatIsNoNumber(String count) throws Exception {
        assertThat(failure(RESPONSE.replace("nc=00000001", count))).isEqualTo(FailureKind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxbuf=x", "maxbuf=-1", "maxbuf=99999999999999999999x", "maxbuf=\"\""})
    @Requirement({"DIG-07", "SEC-08"})
    void noNumberFormatExceptionForABufferThatIsNoNumber(String maxbuf) throws Exception {
        assertThat(failure(RESPONSE + "," + maxbuf)).isEqualTo(FailureKind.MALFORMED);
    }

    /** Theirs is 1 whatever is sent: {@code nc} is hashed as it comes, and compared with nothing. */
    @Test
    @Requirement("DIG-13")
    void theNonceCountIsLookedAt() throws Exception {
        String second = RESPONSE.replace("00000001", "00000002")
                .replace("52ff44907f72314481b5c098c708ebf3", "40323efe01b9576367b6c61d84184161");

        assertThat(failure(second)).as("with the right digest for it").isEqualTo(FailureKind.REJECTED);
    }

    /** Theirs come from {@code java.util.Random}, of which two nonces tell all that follow. */
    @Test
    @Requirement({"DIG-05", "SEC-09"})
    void noncesComeFromTheSeamOnly() {
        byte[] announced = new byte[16];
        announced[0] = 42;
        String challenge = challenge(octets -> System.arraycopy(announced, 0, octets, 0, octets.length));

        assertThat(challenge).startsWith("nonce=\"KgAAAAAAAAAAAAAAAAAAAA\"");
    }

    private static String challenge(Consumer<byte[]> nonces) {
        ServerExchange exchange = ServerSide.with(Catalogue.of(new DigestMd5Mechanism()))
                .directory(Directory.of(List.of(Account.of("chris", "{PLAIN}secret"))))
                .seams(new Seams() {
                    @Override
                    public void fillNonce(byte[] into) {
                        nonces.accept(into);
                    }

                    @Override
                    public Instant now() {
                        return Instant.EPOCH;
                    }
                })
                .build()
                .open("DIGEST-MD5", FACTS, Runnable::run)
                .orElseThrow();
        ServerReply reply = exchange.start(null).toCompletableFuture().join();
        return new String(((ServerReply.Challenge) reply).data(), UTF_8);
    }

    private static FailureKind failure(String response) throws Exception {
        ServerStep step = new DigestMd5Server(DigestMd5Options.safe())
                .challenge(new TestContext(FACTS), "OA6MG9tEQGm2hh".getBytes(UTF_8), false);
        return ((ServerStep.Failure) ((ServerStep.Challenge) step).then().respond(response.getBytes(ISO_8859_1)))
                .kind();
    }
}
