package org.countersign.sasl;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import net.jcip.annotations.ThreadSafe;
import org.jspecify.annotations.Nullable;

/** The text form of SASL messages (RFC 3629), strict: what is not UTF-8 is not replaced but refused. */
@ThreadSafe
public final class Utf8 {
    /** What Java puts where octets are not UTF-8; somebody can have sent it, too. */
    private static final char REPLACEMENT = '\ufffd';

    private Utf8() {}

    /** The text of octets {@code start} (inclusive) to {@code end} (exclusive), or null if they are not UTF-8. */
    public static @Nullable String decode(byte[] octets, int start, int end) {
        Objects.checkFromToIndex(start, end, octets.length);
        String text = new String(octets, start, end - start, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text; // nothing had to be replaced
        }
        try {
            // a fresh decoder reports malformed input, overlong forms and surrogates included
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The text of all octets, or null if they are not UTF-8. */
    public static @Nullable String decode(byte[] octets) {
        return decode(octets, 0, octets.length);
    }

    /** Whether octets {@code start} (inclusive) to {@code end} (exclusive) are UTF-8; leaves no copy of them behind. */
    public static boolean isValid(byte[] octets, int start, int end) {
        Objects.checkFromToIndex(start, end, octets.length);
        if (isAscii(octets, start, end)) {
            return true;
        }
        char[] text = new char[end - start]; // never more characters than octets
        try {
            ByteBuffer in = ByteBuffer.wrap(octets, start, end - start);
            return !StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(in, CharBuffer.wrap(text), true)
                    .isError();
        } finally {
            Arrays.fill(text, '\0');
        }
    }

    /** The octets of a text; a surrogate that stands alone becomes a question mark. */
    public static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isAscii(byte[] octets, int start, int end) {
        for (int i = start; i < end; i++) {
            if (octets[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
