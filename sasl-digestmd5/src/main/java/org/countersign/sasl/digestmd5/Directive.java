package org.countersign.sasl.digestmd5;

import java.nio.charset.StandardCharsets;
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

        /** The names by the last five bits of their first and of their last letter: no two have both in common. */
        private static final @Nullable Name[][] BY_ENDS = new Name[CASE][CASE];

        static {
            for (Name name : values()) {
                byte[] spelling = name.spelling;
                BY_ENDS[spelling[0] & CASE - 1][spelling[spelling.length - 1] & CASE - 1] = name;
            }
        }

        private final byte[] spelling =
                name().toLowerCase(Locale.ROOT).replace('_', '-').getBytes(StandardCharsets.US_ASCII);

        /** The name that a token, octets {@code start} (inclusive) to {@code end} (exclusive), is in either case, or null. */
        static @Nullable Name find(byte[] octets, int start, int end) {
            Name name = BY_ENDS[octets[start] & CASE - 1][octets[end - 1] & CASE - 1];
            return name != null && name.isSpelled(octets, start, end) ? name : null;
        }

        private boolean isSpelled(byte[] octets, int start, int end) {
            if (spelling.length != end - start) {
                return false;
            }
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
