package org.countersign.sasl.scram;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64 in the one form that there is for some octets: padded, and without stray bits (RFC 4648, section 4; SCRAM-09). */
final class CanonicalBase64 {
    private CanonicalBase64() {}

    /** The octets, or null. */
    static byte @Nullable [] decode(String text) {
        try {
            byte[] octets = Base64.getDecoder().decode(text);
            // the decoder takes text without padding too, and bits in the last character that belong to no octet
            return text.endsWith(encode(lastGroup(octets))) && text.length() % 4 == 0 ? octets : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The octets that three do not divide, up to two; all characters before theirs stand for whole octets. */
    private static byte[] lastGroup(byte[] octets) {
        return Arrays.copyOfRange(octets, octets.length - octets.length % 3, octets.length);
    }

    static String encode(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
