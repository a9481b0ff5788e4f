package org.countersign.sasl.bearer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message that carries a bearer token (RFC 7628, section 3.1; RFC 6750, section 2.1):
 *
 * <pre>
 *   fields  = *(key "=" value kvsep) kvsep
 *   key     = 1*ALPHA
 *   value   = *(VCHAR / SP / HTAB / CR / LF)
 *   kvsep   = %x01
 *   auth    = "Bearer" 1*SP token / ""              ; the value of the key "auth", "Bearer" in any case
 *   token   = 1*(ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/") *"="
 * </pre>
 *
 * <p>It reads the octets that it was made of, so it is valid as long as they are.
 */
@NotThreadSafe
public final class BearerFields {
    /** kvsep. */
    public static final byte SEPARATOR = 1;

    private static final String AUTH = "auth";
    private static final byte[] SCHEME = ascii("bearer");

    private record Range(int start, int end) {}

    private final byte[] octets;
    private final Map<String, Range> values;

    private BearerFields(byte[] octets, Map<String, Range> values) {
        this.octets = octets;
        this.values = values;
    }

    /**
     * The fields that the octets from {@code start} to the end are, or null if they are none. Fields with keys that are not
     * known are ignored; a known key must not come twice.
     */
    public static @Nullable BearerFields ascii(byte[] octets, int start, Set<String> known) {
        return parse(octets, start, known, false);
    }

    /** The same where values may be in UTF-8, which whoever takes the value checks: for XOAUTH2. */
    public static @Nullable BearerFields utf8(byte[] octets, int start, Set<String> known) {
        return parse(octets, start, known, true);
    }

    private static @Nullable BearerFields parse(byte[] octets, int start, Set<String> known, boolean utf8) {
        Map<String, Range> values = new HashMap<>();
        int at = start;
        while (at < octets.length && octets[at] != SEPARATOR) {
            int equals = at;
            while (equals < octets.length && isAlpha(octets[equals])) {
                equals++;
            }
            if (equals == at || equals == octets.length || octets[equals] != '=') {
                return null;
            }
            int end = equals + 1;
            while (end < octets.length && isValue(octets[end], utf8)) {
                end++;
            }
            if (end == octets.length || octets[end] != SEPARATOR) {
                return null;
            }
            String key = new String(octets, at, equals - at, StandardCharsets.US_ASCII);
            if (known.contains(key) && values.put(key, new Range(equals + 1, end)) != null) {
                return null; // which of the two would count?
            }
            at = end + 1;
        }
        return at == octets.length - 1 ? new BearerFields(octets, values) : null;
    }

    /** Whether there is a field with this key. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** The value of a field, or null if there is none, or it is not UTF-8. */
    public @Nullable String text(String key) {
        Range value = values.get(key);
        return value == null ? null : Utf8.decode(octets, value.start(), value.end());
    }

    /**
     * The token in {@code auth}, which must be one of the keys known: empty if the value is empty (OAUTH-08), null if there
     * is no such field or its value is not of the form above. A copy, for the caller to close.
     */
    public @Nullable Secret token() {
        Range value = values.get(AUTH);
        if (value == null || value.start() == value.end()) {
            return value == null ? null : Secret.owning(new byte[0]);
        }
        int scheme = value.start() + SCHEME.length;
        int start = scheme;
        while (start < value.end() && octets[start] == ' ') {
            start++;
        }
        boolean bearer = start > scheme && isScheme(value.start()) && isToken(octets, start, value.end());
        return bearer ? Secret.copyOf(octets, start, value.end()) : null;
    }

    /** Case does not matter (OAUTH-11). */
    private boolean isScheme(int start) {
        for (int i = 0; i < SCHEME.length; i++) {
            if ((octets[start + i] | 0x20) != SCHEME[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * A message: {@code head}, the field {@code auth} with the token, and the end.
     *
     * @param head what comes before, each field with its separator
     * @return null if the token is not of the form above
     */
    public static byte @Nullable [] message(String head, Secret token) {
        byte[] before = Utf8.encode(head + "auth=Bearer ");
        byte[] octets = token.octets();
        if (!isToken(octets, 0, octets.length)) {
            return null;
        }
        return ByteBuffer.allocate(before.length + octets.length + 2)
                .put(before)
                .put(octets)
                .put(SEPARATOR)
                .put(SEPARATOR)
                .array();
    }

    private static boolean isToken(byte[] octets, int start, int end) {
        int at = start;
        while (at < end && isTokenCharacter(octets[at])) {
            at++;
        }
        boolean something = at > start;
        while (at < end && octets[at] == '=') {
            at++;
        }
        return something && at == end;
    }

    private static boolean isTokenCharacter(byte b) {
        return isAlpha(b) || (b >= '0' && b <= '9') || "-._~+/".indexOf(b) >= 0;
    }

    private static boolean isValue(byte b, boolean utf8) {
        return (b >= ' ' && b <= '~') || b == '\t' || b == '\r' || b == '\n' || (utf8 && b < 0);
    }

    private static boolean isAlpha(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
