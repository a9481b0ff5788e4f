package org.countersign.sasl.crammd5;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Seams;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CramMd5ChallengeTest {

    @Test
    @Requirement("CRAM-01")
    void isToTheOctetTheExampleOfRfc2554_CRAM01() {
        byte[] nonce = Base64.getDecoder().decode("CByLEDBhSCgnhMZ+N23F6w==");
        Seams fixed = new Seams() {
            @Override
            public void fillNonce(byte[] into) {
                System.arraycopy(nonce, 0, into, 0, into.length);
            }

            @Override
            public Instant now() {
                return Instant.EPOCH;
            }
        };

        assertThat(challenge("elwood.innosoft.com", fixed)).isEqualTo("<CByLEDBhSCgnhMZ+N23F6w@elwood.innosoft.com>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "localhost", "mail.example.org", "submission.eu-west.example.com"})
    @Requirement("CRAM-01")
    void isAMessageIdThatMd5EndsInOneBlock_CRAM01(String host) {
        assertThat(challenge(host, Seams.system()))
                .matches("<[!-;=?-~]{3,}>")
                .endsWith("@" + host + ">")
                .hasSizeLessThanOrEqualTo(55);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "mail example", "mail<example", "mail>example", "m\u00e4il.example", "mail\r\n"})
    @Requirement("CRAM-01")
    void namesAStandInForAHostThatItCanNotName_CRAM01(String host) {
        assertThat(challenge(host, Seams.system())).matches("<[!-;=?-~]{22}@localhost>");
    }

    @Test
    @Requirement({"CRAM-01", "SEC-08"})
    void isBoundedHoweverLongTheHostsNameIs_SEC08() {
        assertThat(challenge("h".repeat(255), Seams.system())).hasSize(280);
        assertThat(challenge("h".repeat(256), Seams.system())).endsWith("@localhost>");
    }

    @Test
    @Requirement({"CRAM-01", "CRAM-10", "SEC-09"})
    void isNeverUsedAgain_CRAM10() {
        Set<String> challenges = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            challenges.add(challenge("mail.example.org", Seams.system()));
        }

        assertThat(challenges).hasSize(1000);
    }

    private static String challenge(String host, Seams seams) {
        ServerReply reply = ServerSide.with(Catalogue.of(new CramMd5Mechanism()))
                .directory(Directory.of(Set.of()))
                .seams(seams)
                .build()
                .open("CRAM-MD5", ConnectionFacts.of("smtp", host).build(), Runnable::run)
                .orElseThrow()
                .start(null)
                .toCompletableFuture()
                .getNow(null);
        return new String(((ServerReply.Challenge) reply).data(), US_ASCII);
    }
}
