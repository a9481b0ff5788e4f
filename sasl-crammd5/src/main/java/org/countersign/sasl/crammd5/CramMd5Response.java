package org.countersign.sasl.crammd5;

import org.countersign.sasl.Utf8;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.crypto.Hex;
import org.countersign.sasl.crypto.HmacMd5;
import org.countersign.sasl.crypto.HmacMd5Key;
import org.jspecify.annotations.Nullable;

/**
 * The client's response (RFC 2195, section 2; draft-ietf-sasl-crammd5, section 2):
 *
 * <pre>
 *   response = user SP digest
 *   digest   = 32("0" - "9" / "a" - "f")
 * </pre>
 *
 * @param user at least one character, possibly a space
 * @param digest the 16 octets that the digits stand for
 */
record CramMd5Response(String user, byte[] digest) {
    private static final int DIGITS = 2 * HmacMd5.LENGTH;

    /** The response that these octets are, or null. */
    static @Nullable CramMd5Response parse(byte[] octets) {
        int space = octets.length - DIGITS - 1; // the right-most, for a digest has none (CRAM-04)
        byte[] digest = new byte[HmacMd5.LENGTH];
        if (space < 1 || octets[space] != ' ' || !Hex.decode(octets, space + 1, DIGITS, digest, 0)) {
            return null;
        }
        String user = Utf8.decode(octets, 0, space);
        return user == null ? null : new CramMd5Response(user, digest);
    }

    /** The octets of this response. */
    byte[] encode() {
        byte[] name = Utf8.encode(user);
        byte[] octets = new byte[name.length + 1 + DIGITS];
        System.arraycopy(name, 0, octets, 0, name.length);
        octets[name.length] = ' ';
        Hex.encode(digest, 0, digest.length, octets, name.length + 1);
        return octets;
    }

    /** Whether the digest is that of {@code challenge} under {@code key}; in constant time (CRAM-09). */
    boolean answers(byte[] challenge, HmacMd5Key key) {
        return ConstantTime.equal(key.mac(challenge), digest);
    }
}
