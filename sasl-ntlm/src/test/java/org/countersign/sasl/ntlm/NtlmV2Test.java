package org.countersign.sasl.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ntlm.Vectors.hex;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proof of NTLMv2 and its keys. */
class NtlmV2Test {
    private final HmacMd5Key key = Vectors.hash(Vectors.PASSWORD).v2Key(Vectors.USER, Vectors.DOMAIN);

    @Test
    @Requirement("NTLM-13")
    void hasTheKeyOfTheSpecification_NTLM13() {
        assertThat(key).isEqualTo(HmacMd5Key.of(hex("0c868a403bfd7a93a3001ef22ef02e3f")));
    }

    @Test
    @Requirement("NTLM-15")
    void makesTheResponsesOfTheSpecification_NTLM15() {
        AvPairs pairs = new AvPairs(List.of(AvPair.text(2, "Domain"), AvPair.text(1, "Server")));
        NtlmV2Response response = NtlmV2Response.to(Vectors.NONCE, key, new byte[8], Vectors.CLIENT_NONCE, pairs);

        assertThat(response.temp()).isEqualTo(hex(Vectors.V2_TEMP));
        assertThat(response.proof()).isEqualTo(hex("68cd0ab851e51c96aabc927bebef6a1c"));
        assertThat(NtlmV2Response.lm(Vectors.NONCE, key, Vectors.CLIENT_NONCE))
                .isEqualTo(hex("86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa"));
        assertThat(response.sessionBaseKey(key)).isEqualTo(hex("8de40ccadbc14a82f15cb0ad0de95ca3"));
        assertThat(Authenticate.parse(hex(Vectors.V2_AUTHENTICATE), 0).nt()).isEqualTo(response.encode());
    }

    @Test
    @Requirement({"NTLM-15", "NTLM-21"})
    void takesTheResponseOfTheSpecificationAndItsKey_NTLM21() {
        Authenticate message = Authenticate.parse(hex(Vectors.V2_AUTHENTICATE), 0);
        NtlmV2Response response = NtlmV2Response.parse(message.nt());

        assertThat(response.answers(Vectors.NONCE, key)).isTrue();
        assertThat(message.sessionKey()).isEqualTo(hex("c5dad2544fc9799094ce1ce90bc9d03e"));
        assertThat(SessionKeys.exported(response.sessionBaseKey(key), message)).isEqualTo(Vectors.SESSION_KEY);
    }

    @Test
    @Requirement({"NTLM-15", "NTLM-22"})
    void takesTheResponseOfWindowsAndItsCode_NTLM22() {
        HmacMd5Key windows = Vectors.hash("P@ssw0rd").v2Key("Administrator", "WS2008R2");
        byte[] octets = hex(Vectors.WINDOWS_AUTHENTICATE);
        Authenticate message = Authenticate.parse(octets, 0);
        NtlmV2Response response = NtlmV2Response.parse(message.nt());
        byte[] base = response.sessionBaseKey(windows);

        assertThat(Vectors.hash("P@ssw0rd").octets()).isEqualTo(hex("e19ccf75ee54e06b06a5907af13cef42"));
        assertThat(windows).isEqualTo(HmacMd5Key.of(hex("22fe5b1bc73d136282aef78e70c8dd58")));
        assertThat(response.proof()).isEqualTo(hex("5a6a21ae1a44c044693eee59fc5d81e0"));
        assertThat(response.answers(hex("a2c5e8ca3084aa72"), windows)).isTrue();
        assertThat(base).isEqualTo(hex("9bd3f8be97c125f9e2f02bb60eb53ec7"));
        assertThat(SessionKeys.mic(
                        SessionKeys.exported(base, message),
                        hex(Vectors.WINDOWS_NEGOTIATE),
                        hex(Vectors.WINDOWS_CHALLENGE),
                        octets,
                        message.micAt()))
                .isEqualTo(hex("f054a542b090b66c1fea1a2cc82e930b"));
    }

    @Test
    @Requirement({"NTLM-28", "CB-05"})
    void hashesTheChannelOfWindows_NTLM28() {
        assertThat(ChannelBindingHash.of(hex(Vectors.WINDOWS_CERTIFICATE))).isEqualTo(hex(Vectors.WINDOWS_BINDING));
    }

    /** E. Glass, "The NTLM Authentication Protocol and Security Support Provider". */
    @Test
    @Requirement({"NTLM-13", "NTLM-15"})
    void makesTheResponsesOfDavenport_NTLM15() {
        NtHash hash = Vectors.hash("SecREt01");
        HmacMd5Key davenport = hash.v2Key("user", "DOMAIN");
        byte[] targetInfo = hex("""
                02000c0044004f004d00410049004e0001000c005300450052005600450052000400140064006f006d00610069006e00
                2e0063006f006d00030022007300650072007600650072002e0064006f006d00610069006e002e0063006f006d000000
                0000""");
        byte[] nonce = hex("ffffff0011223344");
        NtlmV2Response response = NtlmV2Response.to(
                Vectors.NONCE, davenport, hex("0090d336b734c301"), nonce, AvPairs.parse(targetInfo, 0));

        assertThat(hash.octets()).isEqualTo(hex("cd06ca7c7e10c99b1d33b7485a2ed808"));
        assertThat(davenport).isEqualTo(HmacMd5Key.of(hex("04b8e0ba74289cc540826bab1dee63ae")));
        assertThat(response.proof()).isEqualTo(hex("cbabbca713eb795d04c97abc01ee4983"));
        assertThat(NtlmV2Response.lm(Vectors.NONCE, davenport, nonce))
                .isEqualTo(hex("d6e6152ea25d03b7c6ba6629c2d6aaf0ffffff0011223344"));
    }

    @ParameterizedTest
    @CsvSource({
        "ß, ß",
        "\ufb01, \ufb01",
        "\u0149, \u0149",
        "straße, STRAßE",
        "i\u0131, II",
        "ÿ, \u0178",
        "jürgen, JÜRGEN"
    })
    @Requirement("NTLM-13")
    void raisesEachUnitByItself_NTLM13(String user, String upper) {
        assertThat(NtlmText.upperCase(user)).isEqualTo(upper);
    }

    @Test
    @Requirement("NTLM-13")
    void raisesTheUserButNotTheDomain_NTLM13() {
        NtHash hash = Vectors.hash(Vectors.PASSWORD);

        assertThat(hash.v2Key("uSER", "Domain")).isEqualTo(key);
        assertThat(hash.v2Key("User", "DOMAIN")).isNotEqualTo(key);
    }

    @Test
    @Requirement("NTLM-18")
    void refusesAnotherVersionOfTheResponse_NTLM18() {
        byte[] nt = Authenticate.parse(hex(Vectors.V2_AUTHENTICATE), 0).nt();
        for (int at : new int[] {16, 17}) {
            byte[] other = nt.clone();
            other[at] = 2;
            assertThat(NtlmV2Response.parse(other)).isNull();
        }
    }

    @Test
    @Requirement({"NTLM-18", "SEC-08"})
    void refusesAResponseWithoutTheEndOfItsPairs_SEC08() {
        byte[] nt = Authenticate.parse(hex(Vectors.V2_AUTHENTICATE), 0).nt();

        assertThat(IntStream.range(0, nt.length - 4)
                        .mapToObj(length -> NtlmV2Response.parse(Arrays.copyOf(nt, length))))
                .containsOnlyNulls();
        assertThat(NtlmV2Response.parse(Arrays.copyOf(nt, nt.length - 4))).isNotNull();
        assertThat(NtlmV2Response.parse(Arrays.copyOf(nt, nt.length + 9))).isNotNull();
    }

    @Test
    @Requirement("NTLM-18")
    void provesTheOctetsAsTheyCame_NTLM18() {
        byte[] nt = Authenticate.parse(hex(Vectors.V2_AUTHENTICATE), 0).nt();
        for (int at = 16; at < nt.length; at++) { // reserved octets and padding too
            byte[] changed = nt.clone();
            changed[at] ^= 0x10;
            NtlmV2Response response = NtlmV2Response.parse(changed);
            assertThat(response == null || !response.answers(Vectors.NONCE, key))
                    .as("octet %d", at)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no end
                "000000", // half an end
                "0000010041", // an end with a value
                "0100020041", // too short
                "010001004100000000", // half a character
                "09000300410041000000", // half a character
                "0600030000000000000000", // flags of 3 octets
                "07000700000000000000000000000000", // a time of 7
                "0a000f0000000000000000000000000000000000000000", // a hash of 15
                "01000200410001000200410000000000", // twice
                "0200ffff41004100" // longer than it is
            })
    @Requirement({"NTLM-07", "SEC-08"})
    void refusesPairsThatAreNone_NTLM07(String pairs) {
        assertThat(AvPairs.parse(hex(pairs), 0)).isNull();
    }

    @Test
    @Requirement({"NTLM-07", "SEC-08"})
    void readsManyPairsInLinearTime_SEC08() {
        byte[] endless = new byte[4 * 60_000];
        for (int i = 0; i < 60_000; i++) {
            endless[4 * i] = (byte) (i + 11);
            endless[4 * i + 1] = (byte) ((i + 11) >> 8);
        }

        assertThat(AvPairs.parse(endless, 0)).isNull();
        endless[endless.length - 4] = 0;
        endless[endless.length - 3] = 0;
        assertThat(AvPairs.parse(endless, 0).pairs()).hasSize(59_999);
    }

    @Test
    @Requirement("NTLM-17")
    void replacesAPairByTheLastOne_NTLM17() {
        AvPairs pairs = new AvPairs(List.of(AvPair.u32(6, 1), AvPair.text(1, "A")));

        assertThat(pairs.flags()).isEqualTo(1);
        assertThat(pairs.with(AvPair.u32(6, 3)).encode())
                .isEqualTo(hex("01000200410006000400" + "03000000" + "00000000"));
        assertThat(AvPairs.NONE.flags()).isZero();
    }

    @Test
    @Requirement("NTLM-16")
    void countsTimeAsWindowsDoes_NTLM16() {
        byte[] time = hex("7be73fc30bdecd01");

        assertThat(FileTime.toInstant(time)).isEqualTo("2012-12-19T17:10:36.536409100Z");
        assertThat(FileTime.of(FileTime.toInstant(time))).isEqualTo(time);
        assertThat(FileTime.toInstant(new byte[8])).isEqualTo("1601-01-01T00:00:00Z");
        assertThat(FileTime.toInstant(hex("ffffffffffffffff"))).isEqualTo("1600-12-31T23:59:59.999999900Z");
    }
}
