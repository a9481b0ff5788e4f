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

        private static final Name[] ALL = values();

        private final byte[] spelling =
                name().toLowerCase(Locale.ROOT).replace('_', '-').getBytes(StandardCharsets.US_ASCII);

        /** The name that octets {@code start} (inclusive) to {@code end} (exclusive) spell, in either case, or null. */
        static @Nullable Name find(byte[] octets, int start, int end) {
            for (Name name : ALL) {
                if (name.spelling.length == end - start && name.isSpelled(octets, start)) {
                    return name;
                }
            }
            return null;
        }

        private boolean isSpelled(byte[] octets, int start) {
            for (int i = 0; i < spelling.length; i++) {
                int octet = octets[start + i];
                if ((octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet) != spelling[i]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return new String(spelling, StandardCharsets.US_ASCII);
        }
    }
}
