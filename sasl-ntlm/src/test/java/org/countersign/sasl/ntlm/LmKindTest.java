package org.countersign.sasl.ntlm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.Optional;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.PasswordKind;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.junit.jupiter.api.Test;

class LmKindTest {
    /** What {@code doveadm pw -s LANMAN} says of "Password", in lower case. */
    private static final String PASSWORD = "e52cac67419a9a224a3b108f3fa6cb6d";

    private final OctetSource octets = (label, count) -> new byte[count];
    private final LmKind kind = new LmKind();

    @Test
    @Requirement("NTLM-08")
    void writesAndReadsDovecotsForm_NTLM08() {
        assertThat(kind.scheme()).isEqualTo("LANMAN");
        assertThat(derive("pASSWORD").map(kind::format)).hasValue(PASSWORD);
        assertThat(kind.parse(PASSWORD.toUpperCase(Locale.ROOT))).isEqualTo(kind.parse(PASSWORD));
        assertThat(derive("longer than fourteen")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> kind.parse("e52cac"));
    }

    @Test
    @Requirement("SEC-04")
    void makesADecoyFromTheOctetsGiven_SEC04() {
        assertThat(kind.decoy(octets, Optional.empty())).isEqualTo(kind.parse("00".repeat(16)));
        assertThat(kind.visible()).isFalse();
    }

    @Test
    @Requirement("NTLM-30")
    void checksNoPassword_NTLM30() {
        assertThat(kind).isNotInstanceOf(PasswordKind.class);
    }

    @Test
    void isOneKindWithASecret() {
        assertThat(kind).isEqualTo(new LmKind()).hasSameHashCodeAs(new LmKind()).isNotEqualTo("LANMAN");
        assertThat(kind.parse(PASSWORD))
                .hasToString("LmHash[***]")
                .hasSameHashCodeAs(kind.parse(PASSWORD))
                .isNotEqualTo(kind.parse("00".repeat(16)))
                .isNotEqualTo(PASSWORD);
    }

    private Optional<LmHash> derive(String password) {
        return kind.derive(Secret.owning(password.getBytes(US_ASCII)), "tim", "", octets);
    }
}
