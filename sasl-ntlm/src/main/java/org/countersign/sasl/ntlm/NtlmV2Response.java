package org.countersign.sasl.ntlm;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.crypto.HmacMd5;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.jspecify.annotations.Nullable;

/**
 * The NT response of NTLMv2 (MS-NLMP, sections 2.2.2.7, 2.2.2.8 and 3.3.2).
 *
 * @param proof 16 octets, "NTProofStr"
 * @param temp what is proved, as it came or will go (NTLM-18)
 * @param pairs what the client says of the server, from {@code temp}
 */
record NtlmV2Response(byte[] proof, byte[] temp, AvPairs pairs) {
    /** In {@link AvPairs#FLAGS}: AUTHENTICATE has a message integrity code. */
    static final int MIC_PROVIDED = 2;

    /** Before the AV pairs: 01 01, six zeros, time, client's nonce, four zeros. */
    private static final int FIXED = 28;

    private static final int TIME = 8;
    private static final int NONCE = 16;
    private static final int PADDING = 4;

    /** The response that these octets are, or null: its two versions are 1, and the pairs have an end. */
    static @Nullable NtlmV2Response parse(byte[] nt) {
        int pairsAt = HmacMd5.LENGTH + FIXED;
        if (nt.length < pairsAt || nt[HmacMd5.LENGTH] != 1 || nt[HmacMd5.LENGTH + 1] != 1) {
            return null;
        }
        AvPairs pairs = AvPairs.parse(nt, pairsAt);
        return pairs == null
                ? null
                : new NtlmV2Response(
                        Arrays.copyOf(nt, HmacMd5.LENGTH), Arrays.copyOfRange(nt, HmacMd5.LENGTH, nt.length), pairs);
    }

    /**
     * The response to a challenge.
     *
     * @param time 8 octets, see {@link FileTime}
     * @param nonce 8 octets of the client's
     */
    static NtlmV2Response to(byte[] challenge, HmacMd5Key key, byte[] time, byte[] nonce, AvPairs pairs) {
        byte[] list = pairs.encode();
        byte[] temp = ByteBuffer.allocate(FIXED + list.length + PADDING)
                .put((byte) 1)
                .put((byte) 1)
                .put(TIME, time)
                .put(NONCE, nonce)
                .put(FIXED, list)
                .array();
        return new NtlmV2Response(proof(key, challenge, temp), temp, pairs);
    }

    byte[] encode() {
        return Octets.concat(proof, temp);
    }

    /** Whether whoever sent this has the key; in constant time (SEC-06). */
    boolean answers(byte[] challenge, HmacMd5Key key) {
        return ConstantTime.equal(proof(key, challenge, temp), proof);
    }

    /** The key that both sides have afterwards, "SessionBaseKey". */
    byte[] sessionBaseKey(HmacMd5Key key) {
        return key.mac(proof);
    }

    /** The client's clock. */
    byte[] time() {
        return Arrays.copyOfRange(temp, TIME, TIME + FileTime.LENGTH);
    }

    boolean announcesMic() {
        return (pairs.flags() & MIC_PROVIDED) != 0;
    }

    /** What proves {@code temp} to whoever has the key, "NTProofStr". */
    static byte[] proof(HmacMd5Key key, byte[] challenge, byte[] temp) {
        return key.mac(Octets.concat(challenge, temp));
    }

    /** The LM response that goes with it where the server has sent no time, "LMv2": the proof of the nonces alone. */
    static byte[] lm(byte[] challenge, HmacMd5Key key, byte[] nonce) {
        return Octets.concat(key.mac(Octets.concat(challenge, nonce)), nonce);
    }
}
