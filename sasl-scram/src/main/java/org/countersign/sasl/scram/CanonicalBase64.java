package org.countersign.sasl.scram;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64 in the one form that there is for some octets: padded, and without stray bits (RFC 4648, section 4; SCRAM-09). */
final class CanonicalBase64 {
    /** The characters of which the last four bits are zero, as before two characters of padding. */
    private static final String BEFORE_TWO = "AQgw";

    /** Those of which the last two bits are zero, as before one. */
    private static final String BEFORE_ONE = "AEIMQUYcgkosw048";

    private CanonicalBase64() {}

    /** The octets, or null. */
    static byte @Nullable [] decode(String text) {
        try {
            byte[] octets = Base64.getDecoder().decode(text);
            // the decoder takes text without padding too, and bits in the last character that belong to no octet
            return text.length() % 4 == 0 && endsInWholeOctets(text, octets.length) ? octets : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean endsInWholeOctets(String text, int octets) {
        return switch (octets % 3) {
            case 1 -> BEFORE_TWO.indexOf(text.charAt(text.length() - 3)) >= 0;
            case 2 -> BEFORE_ONE.indexOf(text.charAt(text.length() - 2)) >= 0;
            default -> true;
        };
    }

    /** As octets, for a message. */
    static byte[] octets(byte[] octets) {
        return Base64.getEncoder().encode(octets);
    }

    static String encode(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
