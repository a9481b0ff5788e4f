package org.countersign.sasl.digestmd5;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.jcip.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A cipher of {@link Qop#AUTH_CONF} (RFC 2831, section 2.4), the strongest first. The last three are for old peers only. */
@Immutable
public enum LayerCipher {
    /** Triple DES with two keys. */
    TRIPLE_DES("3des", "DESede/CBC/NoPadding", 16, 8),
    /** RC4 with 128 bits. */
    RC4("rc4", "ARCFOUR", 16, 1),
    /** RC4 with 56 bits. */
    RC4_56("rc4-56", "ARCFOUR", 7, 1),
    /** DES. */
    DES("des", "DES/CBC/NoPadding", 16, 8),
    /** RC4 with 40 bits. */
    RC4_40("rc4-40", "ARCFOUR", 5, 1);

    private final String spelling;
    private final String transformation;
    private final int keyOctets;
    private final int block;

    LayerCipher(String spelling, String transformation, int keyOctets, int block) {
        this.spelling = spelling;
        this.transformation = transformation;
        this.keyOctets = keyOctets;
        this.block = block;
    }

    /** The cipher of this spelling, or null. */
    static @Nullable LayerCipher find(String spelled) {
        for (LayerCipher cipher : values()) {
            if (cipher.spelling.equalsIgnoreCase(spelled)) {
                return cipher;
            }
        }
        return null;
    }

    /** How many octets of {@code H(A1)} the key is made of (DIG-32). */
    int keyOctets() {
        return keyOctets;
    }

    /** How many octets are encrypted at once; 1 for a stream cipher, which needs no padding (DIG-35). */
    int block() {
        return block;
    }

    /** Whether this Java runtime has the cipher, which one under FIPS 140 may not have. */
    boolean isPermitted() {
        try {
            start(Cipher.ENCRYPT_MODE, new byte[16]);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * The cipher of one direction, which lives as long as the layer: neither the key stream of RC4 nor the chain of CBC begins
     * again with a buffer (DIG-36, DIG-37).
     *
     * @param key Kcc or Kcs, 16 octets
     */
    Cipher start(int mode, byte[] key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation);
        switch (this) {
            case TRIPLE_DES -> {
                byte[] keys = new byte[24];
                DesKey.expand(key, 0, keys, 0);
                DesKey.expand(key, 7, keys, 8);
                System.arraycopy(keys, 0, keys, 16, 8);
                init(cipher, mode, new SecretKeySpec(keys, "DESede"), key);
                Arrays.fill(keys, (byte) 0);
            }
            case DES -> {
                byte[] keys = new byte[8];
                DesKey.expand(key, 0, keys, 0);
                init(cipher, mode, new SecretKeySpec(keys, "DES"), key);
                Arrays.fill(keys, (byte) 0);
            }
            default -> cipher.init(mode, new SecretKeySpec(key, "ARCFOUR"));
        }
        return cipher;
    }

    private static void init(Cipher cipher, int mode, SecretKeySpec des, byte[] key) throws GeneralSecurityException {
        cipher.init(mode, des, new IvParameterSpec(key, 8, 8));
    }

    /** The spelling of the RFC, such as {@code rc4-56}. */
    @Override
    public String toString() {
        return spelling;
    }
}
