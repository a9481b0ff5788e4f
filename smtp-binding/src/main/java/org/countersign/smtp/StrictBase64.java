package org.countersign.smtp;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64 as RFC 4954, section 8, has it: no octet outside the alphabet, padding mandatory (SMTP-08, SMTP-09). Of the forms
 * that decode to the same octets only the canonical one is taken (RFC 4648, section 3.5).
 */
final class StrictBase64 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private StrictBase64() {}

    /** The decoded octets, a new array, or null if octets {@code start} to {@code end} are not Base64. */
    static byte @Nullable [] decode(byte[] octets, int start, int end) {
        // the JDK's decoder takes missing padding and bits set behind the last octet (JAVA-03)
        if ((end - start) % 4 != 0 || !isCanonical(octets, start, end)) {
            return null;
        }
        try {
            // the array has exactly the octets, so that no other copy is left to wipe
            return Base64.getDecoder()
                    .decode(ByteBuffer.wrap(octets, start, end - start))
                    .array();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static byte @Nullable [] decode(byte[] octets) {
        return decode(octets, 0, octets.length);
    }

    static byte[] encode(byte[] data) {
        return Base64.getEncoder().encode(data);
    }

    static String encodeToString(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }

    /** How many octets of Base64 stand for {@code length} octets. */
    static int encodedLength(int length) {
        return Math.multiplyExact((length + 2) / 3, 4);
    }

    /** Whether the bits of the last character that stand for no octet are zero. */
    private static boolean isCanonical(byte[] octets, int start, int end) {
        if (end == start || octets[end - 1] != '=') {
            return true;
        }
        boolean two = octets[end - 2] == '=';
        int bits = ALPHABET.indexOf(octets[two ? end - 3 : end - 2]);
        return bits >= 0 && (bits & (two ? 0b1111 : 0b11)) == 0;
    }
}
