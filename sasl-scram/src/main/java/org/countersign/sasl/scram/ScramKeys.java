package org.countersign.sasl.scram;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.countersign.sasl.Secret;

/**
 * ClientKey and ServerKey (RFC 5802, section 3), one behind the other: what a client computes from its password, and may
 * keep (SCRAM-25). Whoever has them can log in, but not tell the password.
 */
final class ScramKeys {
    private static final byte[] CLIENT_KEY = "Client Key".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SERVER_KEY = "Server Key".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

    private ScramKeys() {}

    /**
     * Derives the keys (SCRAM-10), which takes long.
     *
     * @param password prepared as a stored string; not kept
     * @param iterations 1 or more
     * @return ClientKey and ServerKey
     */
    static Secret derive(ScramHash hash, byte[] password, byte[] salt, int iterations) {
        byte[] saltedPassword = hi(hash, password, salt, iterations);
        HmacKey key = HmacKey.of(hash, saltedPassword);
        Arrays.fill(saltedPassword, (byte) 0);
        byte[] clientKey = key.mac(CLIENT_KEY);
        byte[] keys = Arrays.copyOf(clientKey, 2 * hash.length());
        System.arraycopy(key.mac(SERVER_KEY), 0, keys, hash.length(), hash.length());
        Arrays.fill(clientKey, (byte) 0);
        return Secret.owning(keys);
    }

    /** Hi() of RFC 5802, section 2.2: the first block of PBKDF2 (RFC 8018, section 5.2). */
    static byte[] hi(ScramHash hash, byte[] password, byte[] salt, int iterations) {
        HmacKey key = HmacKey.of(hash, password);
        byte[] first = Arrays.copyOf(salt, salt.length + FIRST_BLOCK.length);
        System.arraycopy(FIRST_BLOCK, 0, first, salt.length, FIRST_BLOCK.length);
        byte[] u = key.mac(first);
        byte[] result = u.clone();
        for (int i = 1; i < iterations; i++) {
            key.mac(u, u);
            xor(result, u);
        }
        Arrays.fill(u, (byte) 0);
        return result;
    }

    /** Changes {@code into}. */
    static void xor(byte[] into, byte[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] ^= other[i];
        }
    }

    static byte[] clientKey(ScramHash hash, Secret keys) {
        return Arrays.copyOf(keys.octets(), hash.length());
    }

    static byte[] serverKey(ScramHash hash, Secret keys) {
        return Arrays.copyOfRange(keys.octets(), hash.length(), 2 * hash.length());
    }
}
