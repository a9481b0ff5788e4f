package org.countersign.sasl.ntlm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.countersign.sasl.ntlm.Vectors.hex;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NtlmKindTest {
    /** What {@code doveadm pw -s NTLM} says of "Password". */
    private static final String PASSWORD = "a4f49c406510bdcab6824ee7c30fd852";

    private static final OctetSource NO_OCTETS = (label, count) -> {
        throw new AssertionError("NTLM has no salt");
    };

    private final NtlmKind kind = new NtlmKind();

    @Test
    @Requirement("NTLM-09")
    void writesAndReadsDovecotsForm_NTLM09() {
        assertThat(kind.scheme()).isEqualTo("NTLM");
        assertThat(derive("Password").map(kind::format)).hasValue(PASSWORD);
        assertThat(kind.format(kind.parse(PASSWORD))).isEqualTo(PASSWORD);
    }

    @Test
    void readsSambasForm() {
        assertThat(kind.parse(PASSWORD.toUpperCase(Locale.ROOT))).isEqualTo(kind.parse(PASSWORD));
    }

    @ParameterizedTest
    @CsvSource({
        "P@ssw0rd, e19ccf75ee54e06b06a5907af13cef42",
        "SecREt01, cd06ca7c7e10c99b1d33b7485a2ed808",
        "grüße€5, 6f33efd12ddc2e9ad5d085512cee3396",
        "\ud83d\ude00, 4b58a10cc20a4e7d808d218e1f80aabc"
    })
    @Requirement("NTLM-09")
    void hashesUtf16AsItIsTyped_NTLM09(String password, String hash) {
        assertThat(derive(password).orElseThrow().octets()).isEqualTo(hex(hash));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a4f49c406510bdcab6824ee7c30fd8",
                PASSWORD + "0",
                "g4f49c406510bdcab6824ee7c30fd852",
                "a4f49c406510bdcab6824ee7c30fd85\u0662"
            })
    void refusesACorruptEntryWithoutQuotingIt(String data) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.parse(data))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("4f49c4"));
    }

    @Test
    void makesNoVerifierFromWhatIsNoPassword() {
        assertThat(derive("")).isEmpty();
        assertThat(kind.derive(Secret.owning(new byte[] {(byte) 0xff}), "tim", "", NO_OCTETS))
                .isEmpty();
    }

    @Test
    void checksAPasswordItself() {
        NtHash verifier = kind.parse(PASSWORD);

        assertThat(matches(verifier, "Password")).isTrue();
        assertThat(matches(verifier, "password")).isFalse();
        assertThat(matches(verifier, "Password ")).isFalse();
        assertThat(matches(verifier, "")).isFalse();
    }

    @Test
    @Requirement("SEC-04")
    void makesADecoyFromTheOctetsGiven_SEC04() {
        NtHash decoy = kind.decoy(NtlmKindTest::octets, Optional.empty());

        assertThat(decoy).isEqualTo(kind.decoy(NtlmKindTest::octets, Optional.of(kind.parse(PASSWORD))));
        assertThat(decoy).isEqualTo(new NtHash(octets("", 16)));
        assertThat(kind.visible()).isFalse();
        assertThat(kind.expensive()).isFalse();
    }

    @Test
    @Requirement("SEC-06")
    void tellsNobodyTheHash_SEC06() {
        assertThat(kind.parse(PASSWORD)).hasToString("NtHash[***]");
        assertThat(kind.parse(PASSWORD)).hasSameHashCodeAs(kind.parse(PASSWORD)).isNotEqualTo(PASSWORD);
        assertThat(kind.parse(PASSWORD).hashCode()).isNotEqualTo(new NtHash(hex("00".repeat(16))).hashCode());
    }

    @Test
    void isOneKind() {
        assertThat(kind).isEqualTo(new NtlmKind()).hasSameHashCodeAs(new NtlmKind());
        assertThat(kind).isNotEqualTo("NTLM");
    }

    private Optional<NtHash> derive(String password) {
        return kind.derive(Secret.owning(password.getBytes(UTF_8)), "tim", "", NO_OCTETS);
    }

    private boolean matches(NtHash verifier, String password) {
        return kind.matches(verifier, Secret.owning(password.getBytes(UTF_8)));
    }

    private static byte[] octets(String label, int count) {
        byte[] octets = new byte[count];
        Arrays.fill(octets, (byte) 7);
        return octets;
    }
}
