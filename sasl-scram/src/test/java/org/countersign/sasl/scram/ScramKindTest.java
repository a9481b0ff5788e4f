package org.countersign.sasl.scram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Optional;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.countersign.sasl.server.PlainPasswordKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScramKindTest {
    private static final String KEYS =
            "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=,wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";
    private static final String DOVECOT = "4096,W22ZaJ0SNY7soEsUEjb6gQ==," + KEYS;
    private static final String RFC_5803 = "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ=="
            + "$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    private static final OctetSource ONES = (label, count) -> filled(count, 1);

    private final ScramKind kind = new ScramKind(ScramHash.SHA_256);

    @Test
    void isAKindForEachHash() {
        assertThat(kind.scheme()).isEqualTo("SCRAM-SHA-256");
        assertThat(kind)
                .isEqualTo(new ScramKind(ScramHash.SHA_256))
                .hasSameHashCodeAs(new ScramKind(ScramHash.SHA_256))
                .isNotEqualTo(new ScramKind(ScramHash.SHA_512))
                .isNotEqualTo(new PlainPasswordKind());
        assertThat(kind.expensive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {DOVECOT, RFC_5803})
    @Requirement("SCRAM-24")
    void readsAndWritesBothForms_SCRAM24(String text) {
        ScramVerifier verifier = kind.parse(text);

        assertThat(kind.format(verifier)).isEqualTo(DOVECOT);
        assertThat(verifier.authPassword()).isEqualTo(RFC_5803);
        assertThat(verifier).hasToString("ScramVerifier[***]");
    }

    @Test
    @Requirement("SCRAM-24")
    void readsWhatRfc5803PutsBehindTheScheme_SCRAM24() {
        assertThat(kind.format(kind.parse(RFC_5803.substring("SCRAM-SHA-256$".length()))))
                .isEqualTo(DOVECOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4096,W22ZaJ0SNY7soEsUEjb6gQ==",
                "0,W22ZaJ0SNY7soEsUEjb6gQ==," + KEYS,
                "04096,W22ZaJ0SNY7soEsUEjb6gQ==," + KEYS,
                "9999999999,W22ZaJ0SNY7soEsUEjb6gQ==," + KEYS,
                "4096,W22ZaJ0SNY7soEsUEjb6gQ," + KEYS,
                "4096,," + KEYS,
                "4096,W22ZaJ0SNY7soEsUEjb6gQ==," + KEYS + ",",
                "4096,W22ZaJ0SNY7soEsUEjb6gQ==,6dlGYMOdZcOPutkcNY8U2g7vK9Y=,D+CSWLOshSulAsxiupA+qs2/fTE=",
                "4096,W22ZaJ0SNY7soEsUEjb6gQ==,WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=,D+CSWLOshSulAsxiupA+qs2/fTE=",
                "SCRAM-SHA-1$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
                        + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
            })
    @Requirement("SCRAM-24")
    void refusesOtherTextsWithoutQuotingThem_SCRAM24(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.parse(text))
                .withMessageNotContaining("W22Z")
                .withMessageNotContaining("WG5d");
    }

    @Test
    @Requirement({"SCRAM-22", "SCRAM-23", "SCRAM-24"})
    void derivesWithANewSaltAndAtLeast4096Iterations_SCRAM22() {
        ScramVerifier verifier = kind.derive(Secret.utf8("pencil".toCharArray()), "user", "", ONES)
                .orElseThrow();

        assertThat(verifier.iterations()).isGreaterThanOrEqualTo(4096);
        assertThat(verifier.salt()).isEqualTo(filled(16, 1));
        assertThat(kind.parse(kind.format(verifier)).authPassword()).isEqualTo(verifier.authPassword());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u00ad", "pen\u0007cil", "pencil\u0221"})
    @Requirement({"SCRAM-10", "PREP-05"})
    void derivesNothingFromAPasswordThatCanNotBePrepared_SCRAM10(String password) {
        assertThat(kind.derive(Secret.utf8(password.toCharArray()), "user", "", ONES))
                .isEmpty();
    }

    @Test
    @Requirement("SCRAM-23")
    void makesDecoysThatLookLikeARealEntry_SCRAM23() {
        ScramVerifier real = kind.parse("10000,QSXCR+Q6sek8bf92," + KEYS);

        ScramVerifier decoy = kind.decoy(ONES, Optional.of(real));

        assertThat(kind.visible()).isTrue();
        assertThat(decoy.iterations()).isEqualTo(10_000);
        assertThat(decoy.salt()).isEqualTo(filled(12, 1));
        assertThat(kind.format(decoy)).doesNotContain(KEYS);
    }

    @Test
    @Requirement("SCRAM-23")
    void makesDecoysThatLookLikeADerivedVerifierWithoutARealEntry_SCRAM23() {
        ScramVerifier derived = kind.derive(Secret.utf8("pencil".toCharArray()), "user", "", ONES)
                .orElseThrow();

        ScramVerifier decoy = kind.decoy(ONES, Optional.empty());

        assertThat(decoy.iterations()).isEqualTo(derived.iterations());
        assertThat(decoy.salt()).isEqualTo(derived.salt());
        assertThat(kind.decoy((label, count) -> filled(count, 2), Optional.empty())
                        .salt())
                .isEqualTo(filled(16, 2));
    }

    private static byte[] filled(int count, int octet) {
        byte[] octets = new byte[count];
        Arrays.fill(octets, (byte) octet);
        return octets;
    }
}
