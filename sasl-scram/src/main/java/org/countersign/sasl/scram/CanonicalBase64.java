package org.countersign.sasl.scram;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64 in the one form that there is for some octets: padded, and without stray bits (RFC 4648, section 4; SCRAM-09). */
final class CanonicalBase64 {
    private CanonicalBase64() {}

    /** The octets, or null. */
    static byte @Nullable [] decode(String text) {
        try {
            byte[] octets = Base64.getDecoder().decode(text);
            return encode(octets).equals(text) ? octets : null; // the decoder takes other forms too
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static String encode(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
