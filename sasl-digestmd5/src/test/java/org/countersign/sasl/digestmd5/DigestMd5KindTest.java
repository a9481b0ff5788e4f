package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Optional;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestMd5KindTest {
    /** The hash in RFC 2831, section 4; {@code doveadm pw -s DIGEST-MD5 -u chris@elwood.innosoft.com} says the same. */
    private static final String SECRET = "eb5a750053e4d2c34aa84bbc9b0b6ee7";

    private static final OctetSource NO_OCTETS = (label, count) -> {
        throw new AssertionError("DIGEST-MD5 has no salt");
    };

    private final DigestMd5Kind kind = new DigestMd5Kind();

    @Test
    @Requirement({"DIG-18", "DIG-25"})
    void writesAndReadsDovecotsForm_DIG25() {
        assertThat(kind.scheme()).isEqualTo("DIGEST-MD5");
        assertThat(derive("chris", "elwood.innosoft.com", "secret").map(kind::format))
                .hasValue(SECRET);
        assertThat(kind.format(kind.parse(SECRET))).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "eb5a750053e4d2c34aa84bbc9b0b6ee",
                SECRET + "0",
                "EB5A750053E4D2C34AA84BBC9B0B6EE7",
                "gb5a750053e4d2c34aa84bbc9b0b6ee7"
            })
    @Requirement({"DIG-25", "SEC-07"})
    void refusesACorruptEntryWithoutQuotingIt_DIG25(String data) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.parse(data))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("b5a750053e", "B5A750053E"));
    }

    @Test
    @Requirement({"DIG-18", "DIG-25"})
    void isAnotherForAnotherUserRealmOrPassword_DIG25() {
        Optional<PasswordHash> hash = derive("chris", "example.org", "secret");

        assertThat(hash).isPresent();
        assertThat(derive("Chris", "example.org", "secret")).isNotEqualTo(hash);
        assertThat(derive("chris", "example.com", "secret")).isNotEqualTo(hash);
        assertThat(derive("chris", "example.org", "Secret")).isNotEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource({"I\u00adX, IX", "\u2168, IX", "pass\u00a0word, 'pass word'"})
    @Requirement("PREP-01")
    void preparesThePassword_PREP01(String typed, String prepared) {
        assertThat(derive("tim", "", typed))
                .isEqualTo(derive("tim", "", prepared))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u00ad", "sec\u0007ret", "\u0221"})
    @Requirement({"PREP-02", "PREP-05"})
    void makesNoVerifierFromWhatIsNoStoredString_PREP02(String password) {
        assertThat(derive("tim", "", password)).isEmpty();
    }

    @Test
    @Requirement("SEC-04")
    void makesADecoyFromTheOctetsGiven_SEC04() {
        PasswordHash decoy = kind.decoy(DigestMd5KindTest::octets, Optional.empty());

        assertThat(decoy.format()).isEqualTo("07".repeat(16));
        assertThat(decoy).isEqualTo(kind.decoy(DigestMd5KindTest::octets, Optional.of(kind.parse(SECRET))));
        assertThat(kind.visible()).isFalse();
        assertThat(kind.expensive()).isFalse();
    }

    @Test
    @Requirement("SEC-07")
    void hidesTheHash_SEC07() {
        assertThat(kind.parse(SECRET)).hasToString("PasswordHash[secret]");
        assertThat(kind.parse(SECRET)).isEqualTo(kind.parse(SECRET)).hasSameHashCodeAs(kind.parse(SECRET));
        assertThat(kind.parse(SECRET)).isNotEqualTo(SECRET);
    }

    @Test
    void isOneKind() {
        assertThat(kind).isEqualTo(new DigestMd5Kind()).hasSameHashCodeAs(new DigestMd5Kind());
        assertThat(kind).isNotEqualTo("DIGEST-MD5");
    }

    private Optional<PasswordHash> derive(String user, String realm, String password) {
        return kind.derive(Secret.owning(password.getBytes(UTF_8)), user, realm, NO_OCTETS);
    }

    private static byte[] octets(String label, int count) {
        byte[] octets = new byte[count];
        Arrays.fill(octets, (byte) 7);
        return octets;
    }
}
