package org.countersign.sasl.digestmd5;

import java.nio.ByteBuffer;
import java.util.Arrays;
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

    private static final byte[] A2_PLACE = new byte[HashedA2.DIGITS];

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
        byte[] key = Hash.hex(sessionKey);
        byte[] message = Hash.join(key, nonce, Hash.hex(countOctets()), cnonce, qop, A2_PLACE);
        Md5Prefix common = Md5Prefix.of(message, message.length - HashedA2.DIGITS);
        Proofs proofs = new Proofs(proof(common, message, a2.request()), proof(common, message, a2.answer()));
        Arrays.fill(key, (byte) 0);
        Arrays.fill(message, (byte) 0);
        return proofs;
    }

    private static byte[] proof(Md5Prefix common, byte[] message, byte[] a2) {
        System.arraycopy(a2, 0, message, message.length - HashedA2.DIGITS, HashedA2.DIGITS);
        return common.digest(message);
    }

    /** The nonce count, to be sent and hashed as 8LHEX. */
    byte[] countOctets() {
        return ByteBuffer.allocate(Integer.BYTES).putInt(count).array();
    }
}
