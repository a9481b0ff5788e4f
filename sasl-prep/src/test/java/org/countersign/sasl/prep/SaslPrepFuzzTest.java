package org.countersign.sasl.prep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever the text: no exception, and these relations. */
class SaslPrepFuzzTest {

    /** First code points of stretches of 128 that are rich in special cases. The surrogates come unpaired. */
    private static final int[] STRETCHES = {
        0x00, 0x20, 0x80, 0x100, 0x280, 0x300, 0x580, 0x600, 0x780, 0x900, 0x1100, 0x1E80, 0x2000, 0x2080, 0x2100,
        0x2C60, 0x2FF0, 0x3000, 0xAC00, 0xD7A0, 0xD800, 0xDBC0, 0xDC00, 0xE000, 0xFB00, 0xFD80, 0xFE00, 0xFF80, 0x1D100,
        0x1F100, 0x1F600, 0x2F800, 0xE0000, 0x10FF80
    };

    private final SplittableRandom random = new SplittableRandom(4013);

    @Test
    void holdsForRandomText() {
        for (int i = 0; i < 100_000; i++) {
            String text = text();
            String query = SaslPrep.query(text);
            String stored = SaslPrep.stored(text);

            require(query == null || !query.isEmpty(), "an answer is never empty", text);
            require(query == null || query.equals(SaslPrep.query(query)), "preparation is idempotent", text);
            require(stored == null || stored.equals(query), "what may be stored is prepared like a query", text);
        }
    }

    @Test
    void holdsForRandomOctets() {
        for (int i = 0; i < 20_000; i++) {
            String text = text();
            byte[] octets = text.getBytes(UTF_8); // "?" for an unpaired surrogate
            String asText = SaslPrep.query(new String(octets, UTF_8));
            require(
                    Objects.equals(asText, string(SaslPrep.query(octets, 0, octets.length))),
                    "octets are prepared like text",
                    text);

            if (octets.length > 0) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
                SaslPrep.stored(octets, 0, octets.length);
            }
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int home = STRETCHES[random.nextInt(STRETCHES.length)];
        for (int length = random.nextInt(8); length > 0; length--) {
            int stretch = random.nextBoolean() ? home : STRETCHES[random.nextInt(STRETCHES.length)];
            text.appendCodePoint(stretch + random.nextInt(128));
        }
        return text.toString();
    }

    private static String string(byte[] utf8) {
        return utf8 == null ? null : new String(utf8, UTF_8);
    }

    private static void require(boolean holds, String relation, String text) {
        if (!holds) {
            throw new AssertionError(
                    relation + ": " + Arrays.toString(text.codePoints().toArray()));
        }
    }
}
