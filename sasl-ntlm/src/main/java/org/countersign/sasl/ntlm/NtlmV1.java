package org.countersign.sasl.ntlm;

import java.util.Arrays;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.crypto.Md5;

/** The responses of NTLMv1 and LM (MS-NLMP, section 3.3.1): the server's nonce, encrypted by DES with a hash as the key. */
final class NtlmV1 {
    /** The length of either response. */
    static final int RESPONSE = 24;

    private static final int NONCE = 8;
    private static final int KEY = 7;

    private NtlmV1() {}

    /** The nonce under the hash, cut into three keys of which the last has two octets, "DESL" (NTLM-10). */
    static byte[] response(byte[] hash, byte[] nonce) {
        return Octets.concat(
                LegacyCrypto.des(hash, 0, nonce),
                LegacyCrypto.des(hash, KEY, nonce),
                LegacyCrypto.des(hash, 2 * KEY, nonce));
    }

    /** The nonce of extended session security, made of both sides' (NTLM-11). */
    static byte[] sessionNonce(byte[] challenge, byte[] clientNonce) {
        return Arrays.copyOf(Md5.digest(Octets.concat(challenge, clientNonce)), NONCE);
    }

    /** The LM response that carries the client's nonce. */
    static byte[] sessionLm(byte[] clientNonce) {
        return Arrays.copyOf(clientNonce, RESPONSE);
    }

    /** Whether the NT response is right; in constant time (SEC-06). */
    static boolean answers(Authenticate message, byte[] challenge, NtHash hash) {
        byte[] nonce = isSession(message) ? sessionNonce(challenge, Arrays.copyOf(message.lm(), NONCE)) : challenge;
        return ConstantTime.equal(response(hash.octets(), nonce), message.nt());
    }

    /** Whether the LM response is right; in constant time. */
    static boolean answers(Authenticate message, byte[] challenge, LmHash hash) {
        return ConstantTime.equal(response(hash.octets(), challenge), message.lm());
    }

    /**
     * Whether the LM response is a client's nonce and zeros. curl sends that though nobody has negotiated it, so the shape
     * tells and not the flag alone (NTLM-12).
     */
    private static boolean isSession(Authenticate message) {
        byte[] lm = message.lm();
        return lm.length == RESPONSE
                && ConstantTime.equal(lm, NONCE, new byte[RESPONSE], NONCE, RESPONSE - NONCE)
                && (NtlmFlag.EXTENDED_SESSIONSECURITY.in(message.flags())
                        || !ConstantTime.equal(lm, new byte[RESPONSE]));
    }
}
