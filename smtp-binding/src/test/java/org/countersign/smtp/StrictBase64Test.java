package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.smtp.Fixtures.octets;

import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictBase64Test {

    @Test
    @Requirement("SMTP-08")
    void decodesTheExampleOfTheRfc_SMTP08() {
        assertThat(StrictBase64.decode(octets("dGVzdAB0ZXN0ADEyMzQ=")))
                .asString()
                .isEqualTo("test\0test\0001234");
        assertThat(StrictBase64.decode(octets(""))).isEmpty();
        assertThat(StrictBase64.decode(octets("AUTH PLAIN dGlt"), 11, 15))
                .asString()
                .isEqualTo("tim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=AAA",
                "AAA=BBB",
                "AAA=BBBB",
                "AAA",
                "AA",
                "A",
                "AB==",
                "AAB=",
                "AA=",
                "AA A=",
                "AA\tA",
                "-_==",
                "=",
                "==",
                "===",
                "====",
                "A===",
                "AAAA====",
                "AAAA=",
                "*",
                "A*A?AA",
                "AAA=AAA=",
                "\u00e9AAA",
                "A\u0080==",
                "A=A=",
                "AA=A",
                "AAA\u0000"
            })
    @Requirement({"SMTP-08", "SMTP-09", "JAVA-03"})
    void refusesEverythingElse_SMTP09(String text) {
        assertThat(StrictBase64.decode(octets(text))).isNull();
    }

    @Test
    @Requirement("SMTP-08")
    void takesExactlyWhatItWouldWrite_SMTP08() {
        SplittableRandom random = new SplittableRandom(4954);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/====";
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] text = new byte[random.nextInt(9)];
            for (int j = 0; j < text.length; j++) {
                text[j] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
            }
            byte[] decoded = StrictBase64.decode(text);
            if (decoded != null) {
                assertThat(StrictBase64.encode(decoded)).isEqualTo(text);
                taken++;
            }
        }
        assertThat(taken).isPositive();
    }

    @Test
    @Requirement("SMTP-08")
    void decodesWhatWasEncoded_SMTP08() {
        for (int length = 0; length < 100; length++) {
            byte[] data = new byte[length];
            Arrays.fill(data, (byte) -length);

            byte[] encoded = StrictBase64.encode(data);

            assertThat(encoded).isEqualTo(Base64.getEncoder().encode(data)).hasSize(StrictBase64.encodedLength(length));
            assertThat(StrictBase64.decode(encoded)).isEqualTo(data);
        }
    }
}
