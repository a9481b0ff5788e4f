package org.countersign.sasl.digestmd5;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A directive of a message (RFC 2831, section 7.1), {@code name=value}.
 *
 * @param value as it is meant: without quotes and the backslashes of quoted pairs (DIG-21)
 */
record Directive(Name name, byte[] value) {

    /** The directives that RFC 2831 defines and we need; all others are ignored (DIG-09). */
    enum Name {
        ALGORITHM,
        AUTHZID,
        CHARSET,
        CIPHER,
        CNONCE,
        DIGEST_URI,
        MAXBUF,
        NC,
        NONCE,
        QOP,
        REALM,
        RESPONSE,
        RSPAUTH,
        STALE,
        USERNAME;

        /** The bit in which letters of ASCII differ by case; a hyphen has it, and no token has what is one but for it. */
        private static final int CASE = 0x20;

        /** The names by the last five bits of their first letter. */
        private static final Name[][] BY_INITIAL = new Name[CASE][];

        static {
            for (int initial = 0; initial < CASE; initial++) {
                int letter = initial;
                BY_INITIAL[initial] = Arrays.stream(values())
                        .filter(name -> (name.spelling[0] & CASE - 1) == letter)
                        .toArray(Name[]::new);
            }
        }

        private final byte[] spelling =
                name().toLowerCase(Locale.ROOT).replace('_', '-').getBytes(StandardCharsets.US_ASCII);

        /** The name that a token, octets {@code start} (inclusive) to {@code end} (exclusive), is in either case, or null. */
        static @Nullable Name find(byte[] octets, int start, int end) {
            for (Name name : BY_INITIAL[octets[start] & CASE - 1]) {
                if (name.spelling.length == end - start && name.isSpelled(octets, start)) {
                    return name;
                }
            }
            return null;
        }

        private boolean isSpelled(byte[] octets, int start) {
            for (int i = 0; i < spelling.length; i++) {
                if ((octets[start + i] | CASE) != spelling[i]) {
                    return false;
                }
            }
            return true;
        }

        /** Octets to be sent, which nobody changes. */
        byte[] spelling() {
            return spelling;
        }

        @Override
        public String toString() {
            return new String(spelling, StandardCharsets.US_ASCII);
        }
    }
}
