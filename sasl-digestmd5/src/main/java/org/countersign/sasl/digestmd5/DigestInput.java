package org.countersign.sasl.digestmd5;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What both sides hash besides the password (RFC 2831, section 2.1.2.1), octet by octet as it was sent: only quotes are taken
 * off (DIG-21, DIG-22).
 *
 * @param count how often the nonce has been used with this response, the nonce count (DIG-13)
 * @param qop a known one, in the client's spelling (DIG-17)
 * @param authorizationId null where the client sends none
 */
record DigestInput(
        byte[] nonce, byte[] cnonce, int count, String qop, byte[] digestUri, byte @Nullable [] authorizationId) {
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

    /** The client's proof, 16 octets (DIG-20). */
    byte[] request(byte[] sessionKey) {
        return proof(sessionKey, AUTHENTICATE);
    }

    /** The server's proof, 16 octets (DIG-23). */
    byte[] answer(byte[] sessionKey) {
        return proof(sessionKey, NOTHING);
    }

    private byte[] proof(byte[] sessionKey, byte[] method) {
        byte[] a2 = protection() == Qop.AUTH ? Hash.h(method, digestUri) : Hash.h(method, digestUri, ZEROS); // DIG-19
        byte[] key = Hash.hex(sessionKey);
        return Hash.h(key, nonce, ascii(countDigits()), cnonce, ascii(qop), Hash.hex(a2));
    }

    Qop protection() {
        return Objects.requireNonNull(Qop.find(qop));
    }

    /** The nonce count as 8LHEX. */
    String countDigits() {
        return HexFormat.of().toHexDigits(count);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
