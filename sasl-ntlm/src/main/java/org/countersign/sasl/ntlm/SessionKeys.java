package org.countersign.sasl.ntlm;

import java.util.Arrays;
import org.countersign.sasl.crypto.HmacMd5;

/** The key of a session, and the code that proves the three messages with it (MS-NLMP, sections 3.1.5.1.2 and 3.2.5.1.2). */
final class SessionKeys {
    static final int LENGTH = 16;

    private SessionKeys() {}

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
        int start = negotiate.length + challenge.length;
        byte[] all = Arrays.copyOf(negotiate, start + authenticate.length);
        System.arraycopy(challenge, 0, all, negotiate.length, challenge.length);
        System.arraycopy(authenticate, 0, all, start, authenticate.length);
        Arrays.fill(all, start + micAt, start + micAt + Authenticate.MIC, (byte) 0);
        return HmacMd5.mac(exported, all);
    }
}
