package org.countersign.sasl.prep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Objects;
import net.jcip.annotations.ThreadSafe;
import org.jspecify.annotations.Nullable;

/**
 * SASLprep (RFC 4013): makes user names and passwords comparable, whichever of several code points they were typed
 * with. A <em>query</em> is what somebody presents, and may have code points that Unicode 3.2 has not assigned; what is
 * <em>stored</em> must not (RFC 3454 7).
 *
 * <p>The answer is null for what can not be prepared: prohibited and, if stored, unassigned code points, text that
 * mixes directions (RFC 3454 6), unpaired surrogates, octets that are not UTF-8. It is null as well where nothing is
 * left, for no mechanism permits an empty name or password; and for more than {@value #LIMIT} characters that are not
 * all printable ASCII, for normalisation takes quadratic time. So whoever has an answer can use it. No text makes a
 * method throw.
 *
 * <p>Printable ASCII, U+0020 to U+007E, is its own preparation: text is answered as it is, without allocating, and
 * octets as a copy that may be wiped. Octets that are not all ASCII <em>pass through a {@code String}</em>, since the
 * normaliser of the JDK takes and gives nothing else; such a password leaves copies behind that can not be wiped.
 *
 * <p>Where the RFCs leave a choice: U+200B (ZERO WIDTH SPACE), which is in table B.1 and in table C.1.2 of RFC 3454, is
 * mapped to nothing, not to a space. Normalisation is that of Unicode 3.2, as the RFC demands, whatever the JDK's
 * version of Unicode is, with the corrected mappings of U+2F868, U+2F874, U+2F91F, U+2F95F and U+2F9BF (Unicode
 * Corrigendum 4).
 *
 * <p>All methods may be called by any number of threads. No argument may be null.
 */
@ThreadSafe
public final class SaslPrep {

    static final int LIMIT = 1_024;

    private SaslPrep() {}

    /** Returns what somebody presents, prepared and not empty; null if that is impossible. */
    public static @Nullable String query(String text) {
        return prepare(text, false);
    }

    /** Returns what is to be stored, prepared and not empty; null if that is impossible. */
    public static @Nullable String stored(String text) {
        return prepare(text, true);
    }

    /**
     * Returns what somebody presents, prepared and not empty; null if that is impossible.
     *
     * @param utf8 octets of which {@code start} (inclusive) to {@code end} (exclusive) are the text in UTF-8; neither
     *     changed nor kept
     * @return UTF-8 in a new array, which is the caller's to wipe
     * @throws IndexOutOfBoundsException if the range is not inside of the array
     */
    public static byte @Nullable [] query(byte[] utf8, int start, int end) {
        return prepare(utf8, start, end, false);
    }

    /** Like {@link #query(byte[], int, int)}, for what is to be stored. */
    public static byte @Nullable [] stored(byte[] utf8, int start, int end) {
        return prepare(utf8, start, end, true);
    }

    private static @Nullable String prepare(String text, boolean stored) {
        if (isPrintableAscii(text)) {
            return text.isEmpty() ? null : text;
        }
        return text.length() > LIMIT ? null : Preparation.of(text, stored);
    }

    private static byte @Nullable [] prepare(byte[] utf8, int start, int end, boolean stored) {
        Objects.checkFromToIndex(start, end, utf8.length);
        if (isPrintableAscii(utf8, start, end)) {
            return start == end ? null : Arrays.copyOfRange(utf8, start, end);
        }
        String text = decode(utf8, start, end);
        String prepared = text == null ? null : prepare(text, stored);
        return prepared == null ? null : prepared.getBytes(UTF_8);
    }

    /** A new decoder is strict: no overlong forms, no surrogates, nothing above U+10FFFF (RFC 3629 3). */
    private static @Nullable String decode(byte[] utf8, int start, int end) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(utf8, start, end - start))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintableAscii(byte[] octets, int start, int end) {
        for (int i = start; i < end; i++) {
            if (octets[i] < ' ' || octets[i] > '~') {
                return false;
            }
        }
        return true;
    }
}
