package org.countersign.sasl.ntlm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.crypto.ConstantTime;
import org.jspecify.annotations.Nullable;

/**
 * What a server stores for LM: two keys of DES, each made of 7 characters of the password in upper case, "LMOWFv1" (MS-NLMP,
 * section 3.3.1). All passwords can be tried on it within hours.
 */
@Immutable
public final class LmHash {
    static final int LENGTH = 16;

    private static final int LONGEST_PASSWORD = 14;
    private static final int HALF = 7;
    private static final byte[] CONSTANT = "KGS!@#$%".getBytes(StandardCharsets.US_ASCII);

    private final byte[] hash;

    /** The hash with these octets, which are taken over. */
    LmHash(byte[] hash) {
        this.hash = hash;
    }

    /** The hash of a password, or null if there is none: it is empty, longer than 14 characters (NTLM-08), or not ASCII. */
    static @Nullable LmHash ofPassword(byte[] utf8) {
        if (utf8.length == 0 || utf8.length > LONGEST_PASSWORD) {
            return null;
        }
        byte[] upper = Arrays.copyOf(utf8, LONGEST_PASSWORD);
        try {
            for (int i = 0; i < upper.length; i++) {
                if (upper[i] < 0) {
                    return null; // which octet it is in OEM, nobody says
                }
                upper[i] = (byte) Character.toUpperCase((char) upper[i]);
            }
            return new LmHash(
                    Octets.concat(LegacyCrypto.des(upper, 0, CONSTANT), LegacyCrypto.des(upper, HALF, CONSTANT)));
        } finally {
            Arrays.fill(upper, (byte) 0);
        }
    }

    /** The octets themselves, not a copy. */
    byte[] octets() {
        return hash;
    }

    /** True for the same hash, compared in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LmHash that && ConstantTime.equal(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    /** Never tells the hash. */
    @Override
    public String toString() {
        return "LmHash[***]";
    }
}
