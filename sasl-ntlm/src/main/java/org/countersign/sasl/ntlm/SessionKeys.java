package org.countersign.sasl.ntlm;

import java.util.Arrays;
import org.countersign.sasl.crypto.HmacMd5;

/** The key of a session, and the code that proves the three messages with it (MS-NLMP, sections 3.1.5.1.2 and 3.2.5.1.2). */
final class SessionKeys {
    static final int LENGTH = 16;

    private SessionKeys() {}

    /** The key that both sides have after NTLMv1, "SessionBaseKey" (NTLM-11). */
    static byte[] baseOfV1(NtHash hash) {
        return LegacyCrypto.md4(hash.octets());
    }

    /**
     * The key under which keys are exchanged after NTLMv1, "KeyExchangeKey"; after NTLMv2 it is the base key itself
     * (NTLM-20).
     *
     * @param lm the LM response that was sent
     */
    static byte[] keyExchangeKeyOfV1(int flags, byte[] base, LmHash lmHash, byte[] lm, byte[] challenge) {
        byte[] nonce = Arrays.copyOf(lm, Challenge.NONCE);
        if (NtlmFlag.EXTENDED_SESSIONSECURITY.in(flags)) { // wins over the LM key (NTLM-04)
            return HmacMd5.mac(base, Octets.concat(challenge, nonce));
        }
        if (NtlmFlag.LM_KEY.in(flags)) {
            byte[] second = new byte[LmHash.LENGTH - 7];
            Arrays.fill(second, (byte) 0xbd);
            second[0] = lmHash.octets()[7];
            return Octets.concat(LegacyCrypto.des(lmHash.octets(), 0, nonce), LegacyCrypto.des(second, 0, nonce));
        }
        return NtlmFlag.REQUEST_NON_NT_SESSION_KEY.in(flags)
                ? Arrays.copyOf(Arrays.copyOf(lmHash.octets(), LENGTH / 2), LENGTH)
                : base;
    }

    /**
     * The key that both sides use from here on, "ExportedSessionKey": one that the client has chosen, where keys are
     * exchanged, else {@code keyExchangeKey} (NTLM-21).
     */
    static byte[] exported(byte[] keyExchangeKey, Authenticate message) {
        int flags = message.flags();
        boolean exchanged = NtlmFlag.KEY_EXCH.in(flags) && (NtlmFlag.SIGN.in(flags) || NtlmFlag.SEAL.in(flags));
        return exchanged && message.sessionKey().length == LENGTH
                ? LegacyCrypto.rc4(LegacyCrypto.rc4(keyExchangeKey), message.sessionKey())
                : keyExchangeKey;
    }

    /**
     * The message integrity code: over the octets of all messages as they were sent, with zeros where the code is
     * (NTLM-22).
     */
    static byte[] mic(byte[] exported, byte[] negotiate, byte[] challenge, byte[] authenticate, int micAt) {
        byte[] all = Octets.concat(negotiate, challenge, authenticate);
        int at = negotiate.length + challenge.length + micAt;
        Arrays.fill(all, at, at + Authenticate.MIC, (byte) 0);
        return HmacMd5.mac(exported, all);
    }
}
