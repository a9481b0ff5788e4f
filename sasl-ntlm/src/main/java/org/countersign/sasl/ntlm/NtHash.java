package org.countersign.sasl.ntlm;

import java.util.Arrays;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.jspecify.annotations.Nullable;

/**
 * What a server stores for NTLM: the MD4 of the password in UTF-16LE, "NTOWFv1" (MS-NLMP, section 3.3.1). Whoever has it can
 * log in with it, so keep it as secret as the password. Never wiped, as many exchanges share one.
 */
@Immutable
public final class NtHash {
    static final int LENGTH = 16;

    private final byte[] hash;
    private final HmacMd5Key key;

    /** The hash with these octets, which are taken over. */
    NtHash(byte[] hash) {
        this.hash = hash;
        this.key = HmacMd5Key.of(hash);
    }

    /** The hash of a password, or null if it is not UTF-8 or empty. */
    static @Nullable NtHash ofPassword(byte[] utf8) {
        byte[] hash = octetsOfPassword(utf8);
        return hash == null ? null : new NtHash(hash);
    }

    /** The octets of a hash, which are the caller's to wipe. */
    static byte @Nullable [] octetsOfPassword(byte[] utf8) {
        byte[] utf16 = NtlmText.utf16OfUtf8(utf8);
        if (utf16 == null || utf16.length == 0) {
            return null;
        }
        byte[] hash = LegacyCrypto.md4(utf16);
        Arrays.fill(utf16, (byte) 0);
        return hash;
    }

    /** The octets themselves, not a copy. */
    byte[] octets() {
        return hash;
    }

    /**
     * The key of NTLMv2, "NTOWFv2" (MS-NLMP, section 3.3.2): the user's name goes in in upper case, the domain as it is
     * (NTLM-13).
     */
    HmacMd5Key v2Key(String user, String domain) {
        byte[] v2 = key.mac(NtlmText.encode(NtlmText.upperCase(user) + domain));
        try {
            return HmacMd5Key.of(v2);
        } finally {
            Arrays.fill(v2, (byte) 0);
        }
    }

    /** True for the same hash, compared in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NtHash that && ConstantTime.equal(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** Never tells the hash. */
    @Override
    public String toString() {
        return "NtHash[***]";
    }
}
