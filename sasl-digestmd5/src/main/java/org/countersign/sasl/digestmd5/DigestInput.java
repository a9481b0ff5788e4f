package org.countersign.sasl.digestmd5;

import java.util.Arrays;
import org.countersign.sasl.crypto.Md5;
import org.countersign.sasl.crypto.Md5Prefix;
import org.jspecify.annotations.Nullable;

/**
 * What both sides hash besides the password (RFC 2831, section 2.1.2.1), octet by octet as it was sent: only quotes are taken
 * off (DIG-21, DIG-22).
 *
 * @param count how often the nonce has been used with this response, the nonce count (DIG-13)
 * @param qop as the client spells it (DIG-17)
 * @param protection which one that is
 * @param authorizationId null where the client sends none
 */
record DigestInput(
        byte[] nonce,
        byte[] cnonce,
        int count,
        byte[] qop,
        Qop protection,
        byte[] digestUri,
        byte @Nullable [] authorizationId) {
    /**
     * The proofs of an exchange, 16 octets each.
     *
     * @param request the client's (DIG-20)
     * @param answer the server's (DIG-23)
     */
    record Proofs(byte[] request, byte[] answer) {}

    /**
     * {@code H(A1)}, from which all else is made (DIG-18).
     *
     * @param passwordHash {@code H(username ":" realm ":" password)}
     * @return the caller's to wipe
     */
    byte[] sessionKey(byte[] passwordHash) {
        return authorizationId == null
                ? Hash.h(passwordHash, nonce, cnonce)
                : Hash.h(passwordHash, nonce, cnonce, authorizationId);
    }

    /** What both sides prove with that they know the session key. */
    Proofs proofs(byte[] sessionKey) {
        return proofs(sessionKey, HashedA2.of(digestUri, protection));
    }

    /** The same, A2 having been hashed already. */
    Proofs proofs(byte[] sessionKey, HashedA2 a2) {
        int length =
                2 * Md5.LENGTH + nonce.length + 2 * Integer.BYTES + cnonce.length + qop.length + HashedA2.DIGITS + 5;
        byte[] message = new Fields(length)
                .hex(sessionKey)
                .octets(nonce)
                .hex(countOctets())
                .octets(cnonce)
                .octets(qop)
                .octets(a2.request())
                .joined();
        Md5Prefix common = Md5Prefix.of(message, length - HashedA2.DIGITS);
        byte[] request = common.digest(message);
        System.arraycopy(a2.answer(), 0, message, length - HashedA2.DIGITS, HashedA2.DIGITS);
        byte[] answer = common.digest(message);
        Arrays.fill(message, (byte) 0);
        return new Proofs(request, answer);
    }

    /** The nonce count that four octets are. */
    static int count(byte[] octets) {
        return octets[0] << 24 | (octets[1] & 0xff) << 16 | (octets[2] & 0xff) << 8 | (octets[3] & 0xff);
    }

    /** The nonce count, to be sent and hashed as 8LHEX. */
    byte[] countOctets() {
        return new byte[] {(byte) (count >> 24), (byte) (count >> 16), (byte) (count >> 8), (byte) count};
    }
}
