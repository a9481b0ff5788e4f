package org.countersign.sasl.crammd5;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Optional;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CramMd5KindTest {
    /** What {@code doveadm pw -s CRAM-MD5} says of "test". */
    private static final String TEST = "e02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf6";

    private static final OctetSource NO_OCTETS = (label, count) -> {
        throw new AssertionError("CRAM-MD5 has no salt");
    };

    private final CramMd5Kind kind = new CramMd5Kind();

    @Test
    @Requirement("CRAM-07")
    void writesAndReadsDovecotsForm_CRAM07() {
        assertThat(kind.scheme()).isEqualTo("CRAM-MD5");
        assertThat(derive("test").map(kind::format)).hasValue(TEST);
        assertThat(kind.format(kind.parse(TEST))).isEqualTo(TEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "e02d374fde0dc75a17a557039a3a5338",
                TEST + "0",
                "E02D374FDE0DC75A17A557039A3A5338C7743304777DCCD376F332BEE68D2CF6",
                "g02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf6"
            })
    @Requirement("CRAM-07")
    void refusesACorruptEntryWithoutQuotingIt_CRAM07(String data) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.parse(data))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("02d374fde0", "02D374FDE0"));
    }

    @ParameterizedTest
    @CsvSource({"I\u00adX, IX", "\u2168, IX", "pass\u00a0word, 'pass word'"})
    @Requirement({"CRAM-06", "PREP-01"})
    void preparesThePassword_CRAM06(String typed, String prepared) {
        assertThat(derive(typed)).isEqualTo(derive(prepared)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u00ad", "sec\u0007ret", "\u0221"})
    @Requirement({"CRAM-06", "PREP-02", "PREP-05"})
    void makesNoVerifierFromWhatIsNoStoredString_PREP02(String password) {
        assertThat(derive(password)).isEmpty();
    }

    @Test
    @Requirement("CRAM-07")
    void checksAPasswordItself_CRAM07() {
        HmacMd5Key verifier = kind.parse(TEST);

        assertThat(matches(verifier, "test")).isTrue();
        assertThat(matches(verifier, "Test")).isFalse();
        assertThat(matches(verifier, "test ")).isFalse();
        assertThat(matches(verifier, "")).isFalse();
    }

    @Test
    @Requirement("CRAM-05")
    void tellsLongPasswordsApart_CRAM05() {
        String longPassword = "p".repeat(65);
        HmacMd5Key verifier = derive(longPassword).orElseThrow();

        assertThat(matches(verifier, longPassword)).isTrue();
        assertThat(matches(verifier, longPassword + "p")).isFalse();
        assertThat(matches(verifier, "p".repeat(64))).isFalse();
    }

    @Test
    @Requirement("SEC-04")
    void makesADecoyFromTheOctetsGiven_SEC04() {
        HmacMd5Key decoy = kind.decoy(CramMd5KindTest::octets, Optional.empty());

        assertThat(decoy).isEqualTo(kind.decoy(CramMd5KindTest::octets, Optional.of(kind.parse(TEST))));
        assertThat(decoy).isEqualTo(HmacMd5Key.of(octets("", 16)));
        assertThat(kind.visible()).isFalse();
        assertThat(kind.expensive()).isFalse();
    }

    @Test
    void isOneKind() {
        assertThat(kind).isEqualTo(new CramMd5Kind()).hasSameHashCodeAs(new CramMd5Kind());
        assertThat(kind).isNotEqualTo("CRAM-MD5");
    }

    private Optional<HmacMd5Key> derive(String password) {
        return kind.derive(Secret.owning(password.getBytes(UTF_8)), "tim", "", NO_OCTETS);
    }

    private boolean matches(HmacMd5Key verifier, String password) {
        return kind.matches(verifier, Secret.owning(password.getBytes(UTF_8)));
    }

    private static byte[] octets(String label, int count) {
        byte[] octets = new byte[count];
        Arrays.fill(octets, (byte) 7);
        return octets;
    }
}
