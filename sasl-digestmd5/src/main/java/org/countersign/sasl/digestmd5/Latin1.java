package org.countersign.sasl.digestmd5;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** ISO 8859-1, in which names and passwords are hashed as far as they can be (DIG-22). */
final class Latin1 {
    private Latin1() {}

    /** The text of the octets. */
    static String decode(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** The octets of a text that fits. */
    static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether octets {@code start} (inclusive) to {@code end} (exclusive) are this text, without regard to case. */
    static boolean isSpelled(byte[] octets, int start, int end, String text) {
        if (end - start != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char a = (char) (octets[start + i] & 0xff);
            char b = text.charAt(i);
            if (a != b && !isSameLetter(a, b)) {
                return false;
            }
        }
        return true;
    }

    /** As {@link String#equalsIgnoreCase} has it. */
    private static boolean isSameLetter(char a, char b) {
        return Character.toLowerCase(Character.toUpperCase(a)) == Character.toLowerCase(Character.toUpperCase(b));
    }

    /** Whether the text has no characters above U+00FF. */
    static boolean fits(String text) {
        return text.chars().allMatch(c -> c <= 0xff);
    }

    /** The same of a text in UTF-8, which has no octet above C3 then (RFC 2831, section 8). */
    static boolean fits(byte[] utf8) {
        for (byte octet : utf8) {
            if ((octet & 0xff) > 0xc3) {
                return false;
            }
        }
        return true;
    }

    /**
     * The same characters in ISO 8859-1 if that has them all, else as they are.
     *
     * @param utf8 valid; left alone
     * @return a new array, which is the caller's to wipe
     */
    static byte[] whereItFits(byte[] utf8) {
        if (!fits(utf8)) {
            return utf8.clone();
        }
        byte[] latin1 = new byte[utf8.length];
        int length = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte octet = utf8[i];
            latin1[length++] = octet >= 0 ? octet : (byte) (octet << 6 | (utf8[++i] & 0x3f));
        }
        byte[] fitting = Arrays.copyOf(latin1, length);
        Arrays.fill(latin1, (byte) 0);
        return fitting;
    }
}
