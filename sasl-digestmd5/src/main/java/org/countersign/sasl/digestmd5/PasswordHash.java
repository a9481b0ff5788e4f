package org.countersign.sasl.digestmd5;

import java.util.Arrays;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.crypto.Hex;
import org.countersign.sasl.crypto.Md5;
import org.jspecify.annotations.Nullable;

/**
 * {@code H(username ":" realm ":" password)} (RFC 2831, section 2.1.2.1), all that a server needs to know of a password.
 * Whoever has it can log in by DIGEST-MD5 in that realm (RFC 2831, section 3.9): <em>keep it as secret as the
 * password</em>.
 *
 * <p>Immutable and hence never wiped, because attempts and threads share it. It goes with its last reference.
 */
@Immutable
public final class PasswordHash {
    private final byte[] octets;

    /** Takes the octets over. */
    private PasswordHash(byte[] octets) {
        this.octets = octets;
    }

    /**
     * The hash of a password. Each field that has no characters above U+00FF is hashed in ISO 8859-1, the others in UTF-8
     * (DIG-22).
     *
     * @param user as clients send it
     * @param realm possibly empty
     * @param password UTF-8; remains the caller's
     */
    public static PasswordHash of(String user, String realm, byte[] password) {
        return new PasswordHash(octets(user, realm, password));
    }

    /** The same as octets that the caller wipes. */
    static byte[] octets(String user, String realm, byte[] password) {
        byte[] hashed = Latin1.whereItFits(password);
        try {
            return Hash.h(Latin1.whereItFits(Utf8.encode(user)), Latin1.whereItFits(Utf8.encode(realm)), hashed);
        } finally {
            Arrays.fill(hashed, (byte) 0);
        }
    }

    /** The hash that these 16 octets are, which stay the caller's. */
    static PasswordHash copyOf(byte[] octets) {
        return new PasswordHash(Arrays.copyOf(octets, Md5.LENGTH));
    }

    /**
     * Reads the text that {@link #format} writes.
     *
     * @throws IllegalArgumentException if it is not 32 lower-case hexadecimal digits; the message does not quote it
     */
    public static PasswordHash parse(String text) {
        byte[] octets = new byte[Md5.LENGTH];
        if (!Hex.decode(text, octets)) {
            throw new IllegalArgumentException("a hash is 32 lower-case hexadecimal digits");
        }
        return new PasswordHash(octets);
    }

    /** The hash as 32 lower-case hexadecimal digits, what Dovecot stores behind <code>{DIGEST-MD5}</code>. A secret. */
    public String format() {
        return Hex.encode(octets);
    }

    /** The octets themselves, not a copy; nobody changes them. */
    byte[] octets() {
        return octets;
    }

    /** True for the same hash, compared in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PasswordHash that && ConstantTime.equal(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** Never tells the hash. */
    @Override
    public String toString() {
        return "PasswordHash[secret]";
    }
}
