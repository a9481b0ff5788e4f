package org.countersign.sasl.ntlm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.sasl.ntlm.Vectors.hex;

import java.nio.charset.StandardCharsets;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes, responses and keys of the older forms, and what seals. */
class NtlmV1Test {
    private static final int SESSION = NtlmFlag.of(NtlmFlag.EXTENDED_SESSIONSECURITY);
    private static final byte[] PLAINTEXT = "Plaintext".getBytes(StandardCharsets.UTF_16LE);

    private final NtHash hash = Vectors.hash(Vectors.PASSWORD);
    private final LmHash lmHash = LmHash.ofPassword("Password".getBytes(US_ASCII));
    private final byte[] lm = NtlmV1.response(lmHash.octets(), Vectors.NONCE);
    private final byte[] base = SessionKeys.baseOfV1(hash);

    @Test
    @Requirement({"NTLM-08", "NTLM-09"})
    void hashesThePasswordOfTheSpecification_NTLM08() {
        assertThat(lmHash.octets()).isEqualTo(hex("e52cac67419a9a224a3b108f3fa6cb6d"));
        assertThat(hash.octets()).isEqualTo(hex("a4f49c406510bdcab6824ee7c30fd852"));
    }

    @ParameterizedTest
    @CsvSource({"SecREt01, ff3750bcc2b22412c2265b23734e0dac", "secret01, ff3750bcc2b22412c2265b23734e0dac"})
    @Requirement("NTLM-08")
    void hashesWithoutCase_NTLM08(String password, String expected) {
        assertThat(LmHash.ofPassword(password.getBytes(US_ASCII)).octets()).isEqualTo(hex(expected));
    }

    @Test
    @Requirement("NTLM-08")
    void hasNoHashOfALongPasswordNorOfOneThatIsNotAscii_NTLM08() {
        assertThat(LmHash.ofPassword("fourteenLetter".getBytes(US_ASCII))).isNotNull();
        assertThat(LmHash.ofPassword("fifteen letters".getBytes(US_ASCII))).isNull();
        assertThat(LmHash.ofPassword("grün".getBytes(StandardCharsets.UTF_8))).isNull();
        assertThat(LmHash.ofPassword(new byte[0])).isNull();
    }

    @Test
    @Requirement({"NTLM-10", "NTLM-11"})
    void makesTheResponsesOfTheSpecification_NTLM10() {
        assertThat(NtlmV1.response(hash.octets(), Vectors.NONCE))
                .isEqualTo(hex("67c43011f30298a2ad35ece64f16331c44bdbed927841f94"));
        assertThat(lm).isEqualTo(hex("98def7b87f88aa5dafe2df779688a172def11c7d5ccdef13"));
    }

    @Test
    @Requirement({"NTLM-10", "NTLM-11"})
    void makesTheResponsesOfDavenport_NTLM10() {
        NtHash nt = Vectors.hash("SecREt01");
        byte[] nonce = hex("ffffff0011223344");

        assertThat(NtlmV1.response(
                        LmHash.ofPassword("SecREt01".getBytes(US_ASCII)).octets(), Vectors.NONCE))
                .isEqualTo(hex("c337cd5cbd44fc9782a667af6d427c6de67c20c2d3e77c56"));
        assertThat(NtlmV1.response(nt.octets(), Vectors.NONCE))
                .isEqualTo(hex("25a98c1c31e81847466b29b2df4680f39958fb8c213a9cc6"));
        assertThat(NtlmV1.response(nt.octets(), NtlmV1.sessionNonce(Vectors.NONCE, nonce)))
                .isEqualTo(hex("10d550832d12b2ccb79d5ad1f4eed3df82aca4c3681dd455"));
    }

    @Test
    @Requirement("NTLM-11")
    void makesTheResponsesOfExtendedSessionSecurity_NTLM11() {
        byte[] both = NtlmV1.sessionNonce(Vectors.NONCE, Vectors.CLIENT_NONCE);

        assertThat(both).isEqualTo(hex("5af2559e6bcb5c25"));
        assertThat(NtlmV1.sessionLm(Vectors.CLIENT_NONCE))
                .isEqualTo(hex("aaaaaaaaaaaaaaaa00000000000000000000000000000000"));
        assertThat(NtlmV1.response(hash.octets(), both))
                .isEqualTo(hex("7537f803ae367128ca458204bde7caf81e97ed2683267232"));
    }

    @Test
    @Requirement({"NTLM-11", "NTLM-20"})
    void makesTheKeysOfTheSpecification_NTLM20() {
        assertThat(base).isEqualTo(hex("d87262b0cde4b1cb7499becccdf10784"));
        assertThat(kxkey(0)).isEqualTo(base);
        assertThat(kxkey(NtlmFlag.of(NtlmFlag.REQUEST_NON_NT_SESSION_KEY)))
                .isEqualTo(hex("e52cac67419a9a220000000000000000"));
        assertThat(kxkey(NtlmFlag.of(NtlmFlag.LM_KEY))).isEqualTo(hex("b09e379f7fbecb1eaf0afdcb0383c8a0"));
        byte[] sessionLm = NtlmV1.sessionLm(Vectors.CLIENT_NONCE);
        int all = SESSION | NtlmFlag.of(NtlmFlag.LM_KEY, NtlmFlag.REQUEST_NON_NT_SESSION_KEY);
        assertThat(SessionKeys.keyExchangeKeyOfV1(all, base, lmHash, sessionLm, Vectors.NONCE))
                .isEqualTo(hex("eb93429a8bd952f8b89c55b87f475edc"));
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, 518822b1b3f350c8958682ecbb3e3cb7",
        "00400000, 7452ca55c225a1ca04b48fae32cf56fc",
        "00000080, 4cd7bb57d697ef9b549f02b8f9b37864"
    })
    @Requirement({"NTLM-20", "NTLM-21"})
    void exchangesTheKeyOfTheSpecification_NTLM21(String flags, String encrypted) {
        byte[] key = kxkey(Integer.parseInt(flags, 16));

        assertThat(SessionKeys.exported(key, withKey(NtlmFlag.of(NtlmFlag.KEY_EXCH, NtlmFlag.SIGN), hex(encrypted))))
                .isEqualTo(Vectors.SESSION_KEY);
        assertThat(SessionKeys.exported(key, withKey(NtlmFlag.of(NtlmFlag.KEY_EXCH, NtlmFlag.SEAL), hex(encrypted))))
                .isEqualTo(Vectors.SESSION_KEY);
    }

    @Test
    @Requirement("NTLM-21")
    void exchangesNoKeyUnlessThereIsAUseForIt_NTLM21() {
        byte[] sent = hex("518822b1b3f350c8958682ecbb3e3cb7");

        assertThat(SessionKeys.exported(base, withKey(NtlmFlag.of(NtlmFlag.KEY_EXCH), sent)))
                .isEqualTo(base);
        assertThat(SessionKeys.exported(base, withKey(NtlmFlag.of(NtlmFlag.SIGN, NtlmFlag.SEAL), sent)))
                .isEqualTo(base);
        assertThat(SessionKeys.exported(base, withKey(NtlmFlag.of(NtlmFlag.KEY_EXCH, NtlmFlag.SIGN), new byte[15])))
                .isEqualTo(base);
    }

    @Test
    @Requirement({"NTLM-24", "NTLM-25"})
    void makesTheKeysThatSignAndSeal_NTLM24() {
        byte[] key = Vectors.SESSION_KEY;
        int strong = SESSION | NtlmFlag.of(NtlmFlag.KEYS_OF_128_BITS, NtlmFlag.KEYS_OF_56_BITS);
        int weaker = SESSION | NtlmFlag.of(NtlmFlag.KEYS_OF_56_BITS);

        assertThat(Sealing.signKey(key, true)).isEqualTo(hex("4788dc861b4782f35d43fd98fe1a2d39"));
        assertThat(Sealing.signKey(key, false)).isEqualTo(hex("d04d6f10741041d1d246d64188d7a8ad"));
        assertThat(Sealing.sealKey(key, strong, true)).isEqualTo(hex("59f600973cc4960a25480a7c196e4c58"));
        assertThat(Sealing.sealKey(key, strong, false)).isEqualTo(hex("9355f3a957c1583d25c4c2f11e40390e"));
        assertThat(Sealing.sealKey(key, weaker, true)).isEqualTo(hex("a5f7253c1065e8d3d68642040e71cfe0"));
        assertThat(Sealing.sealKey(key, weaker, false)).isEqualTo(hex("583e2f98959b385cd158f3734b5f5d3f"));
        assertThat(Sealing.sealKey(key, SESSION, true)).isEqualTo(hex("42f964a471091a02ff4a77455366e4e5"));
        assertThat(Sealing.sealKey(key, SESSION, false)).isEqualTo(hex("c5d3853b406b7c1241c595f0ce0750e2"));
    }

    @Test
    @Requirement({"NTLM-24", "NTLM-20"})
    void makesTheKeysThatSignAndSealWithoutAnExchange_NTLM24() {
        byte[] key = hex("eb93429a8bd952f8b89c55b87f475edc");

        assertThat(Sealing.sealKey(key, SESSION | NtlmFlag.of(NtlmFlag.KEYS_OF_56_BITS), true))
                .isEqualTo(hex("04dd7f014d8504d265a25cc86a3a7c06"));
        assertThat(Sealing.signKey(key, true)).isEqualTo(hex("60e799be5c72fc92922ae8ebe961fb8d"));
    }

    @ParameterizedTest
    @CsvSource({
        "80, 5555555555e538b0",
        "40, 5555555555e538b0",
        "80000080, 55555555555555a0",
        "80000040, 55555555555555a0",
        "0, 55555555555555555555555555555555",
        "80000000, 55555555555555555555555555555555"
    })
    @Requirement("NTLM-25")
    void weakensTheKeyWithoutExtendedSessionSecurity_NTLM25(String flags, String key) {
        assertThat(Sealing.sealKey(Vectors.SESSION_KEY, Integer.parseUnsignedInt(flags, 16), true))
                .isEqualTo(hex(key));
    }

    /** GSS_WrapEx in MS-NLMP, sections 4.2.2.4, 4.2.3.4 and 4.2.4.4; the first with the pad that its algorithm says. */
    @ParameterizedTest
    @CsvSource({
        "00000020, 55555555555555555555555555555555,"
                + " 56fe04d861f9319af0d7238a2e3b4d457fb8, 010000000000000009dcd1df2e459d36",
        "80080020, eb93429a8bd952f8b89c55b87f475edc,"
                + " a02372f6530273f3aa1eb90190ce5200c99d, 01000000ff2aeb52f681793a00000000",
        "60080020, 55555555555555555555555555555555,"
                + " 54e50165bf1936dc996020c1811b0f06fb5f, 010000007fb38ec5c55d497600000000",
        "20080020, 55555555555555555555555555555555,"
                + " 54e50165bf1936dc996020c1811b0f06fb5f, 0100000070352851f256430900000000"
    })
    @Requirement({"NTLM-25", "NTLM-26"})
    void sealsTheMessagesOfTheSpecification_NTLM26(String flags, String key, String octets, String signature) {
        Sealing.Sealed sealed = new Sealing(hex(key), Integer.parseUnsignedInt(flags, 16), true).seal(PLAINTEXT);

        assertThat(sealed.octets()).isEqualTo(hex(octets));
        assertThat(sealed.signature()).isEqualTo(hex(signature));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x20080020})
    @Requirement("NTLM-26")
    void goesOnWithTheNextMessage_NTLM26(int flags) {
        Sealing sealing = new Sealing(Vectors.SESSION_KEY, flags, true);
        Sealing.Sealed first = sealing.seal(PLAINTEXT);
        Sealing.Sealed second = sealing.seal(PLAINTEXT);

        assertThat(second.octets()).isNotEqualTo(first.octets());
        assertThat(second.signature()).isNotEqualTo(first.signature());
        if (NtlmFlag.EXTENDED_SESSIONSECURITY.in(flags)) {
            assertThat(second.signature()).endsWith(1, 0, 0, 0);
        }
    }

    private byte[] kxkey(int flags) {
        return SessionKeys.keyExchangeKeyOfV1(flags, base, lmHash, lm, Vectors.NONCE);
    }

    private static Authenticate withKey(int flags, byte[] encrypted) {
        byte[] none = {};
        return new Authenticate(flags, none, none, none, none, none, encrypted, none, 0);
    }
}
