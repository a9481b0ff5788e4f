package org.countersign.sasl.ntlm;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.MD4Digest;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/** The algorithms of 1993 that NTLM is made of, from BouncyCastle: Java has no MD4, and may refuse DES. */
final class LegacyCrypto {
    private static final int DES_BLOCK = 8;
    private static final int DES_KEY = 7;

    private LegacyCrypto() {}

    static byte[] md4(byte[] message) {
        MD4Digest md4 = new MD4Digest();
        md4.update(message, 0, message.length);
        byte[] digest = new byte[md4.getDigestSize()];
        md4.doFinal(digest, 0);
        return digest;
    }

    /**
     * Encrypts a block of 8 octets with the 7 octets of a key from {@code offset} on; octets behind the key's end are zero.
     */
    static byte[] des(byte[] key, int offset, byte[] block) {
        byte[] seven = Arrays.copyOf(Arrays.copyOfRange(key, offset, Math.min(key.length, offset + DES_KEY)), DES_KEY);
        byte[] eight = new byte[DES_BLOCK];
        for (int i = 0; i < DES_BLOCK; i++) { // seven bits each, and a parity bit that nobody looks at (NTLM-09)
            int left = i == 0 ? 0 : seven[i - 1] << (8 - i);
            int right = i == DES_KEY ? 0 : (seven[i] & 0xff) >> i;
            eight[i] = (byte) ((left | right) & 0xfe);
        }
        DESEngine engine = new DESEngine();
        engine.init(true, new KeyParameter(eight));
        byte[] result = new byte[DES_BLOCK];
        engine.processBlock(block, 0, result, 0);
        Arrays.fill(seven, (byte) 0);
        Arrays.fill(eight, (byte) 0);
        return result;
    }

    /** A new RC4 state: what it processes next depends on what it has processed. */
    static RC4Engine rc4(byte[] key) {
        RC4Engine engine = new RC4Engine();
        engine.init(true, new KeyParameter(key));
        return engine;
    }

    static byte[] rc4(RC4Engine state, byte[] octets) {
        byte[] result = new byte[octets.length];
        state.processBytes(octets, 0, octets.length, result, 0);
        return result;
    }
}
