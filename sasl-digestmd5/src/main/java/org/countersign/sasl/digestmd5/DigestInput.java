package org.countersign.sasl.digestmd5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.countersign.sasl.crypto.Hex;
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

    private static final byte[] ZEROS = "0".repeat(32).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AUTHENTICATE = "AUTHENTICATE".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

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

    /** What both sides prove that they know the session key with. */
    Proofs proofs(byte[] sessionKey) {
        byte[] key = Hash.hex(sessionKey);
        byte[] message = Hash.join(key, nonce, Hash.hex(countOctets()), cnonce, qop, ZEROS);
        Md5Prefix common = Md5Prefix.of(message, message.length - ZEROS.length);
        Proofs proofs = new Proofs(proof(AUTHENTICATE, message, common), proof(NOTHING, message, common));
        Arrays.fill(key, (byte) 0);
        Arrays.fill(message, (byte) 0);
        return proofs;
    }

    /** Puts {@code HEX(H(A2))} in the place of the zeros. */
    private byte[] proof(byte[] method, byte[] message, Md5Prefix common) {
        byte[] a2 = protection == Qop.AUTH ? Hash.h(method, digestUri) : Hash.h(method, digestUri, ZEROS); // DIG-19
        Hex.encode(a2, 0, a2.length, message, message.length - ZEROS.length);
        return common.digest(message);
    }

    /** The nonce count, to be sent and hashed as 8LHEX. */
    byte[] countOctets() {
        return ByteBuffer.allocate(Integer.BYTES).putInt(count).array();
    }
}
