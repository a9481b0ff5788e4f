package org.countersign.sasl.oauthbearer;

import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * What a message begins with (RFC 5801, section 4), without the flag for mechanisms that come from GSS-API (OAUTH-02):
 *
 * <pre>
 *   gs2-header = ("p=" cb-name / "n" / "y") "," ["a=" saslname] ","
 *   cb-name    = 1*(ALPHA / DIGIT / "." / "-")
 *   saslname   = 1*(UTF-8 without NUL, "=" and "," / "=2C" / "=3D")
 * </pre>
 *
 * @param bindsChannel whether the client wants the exchange bound to the channel
 * @param authorizationId empty when absent
 * @param end the position behind the header
 */
record Gs2Header(boolean bindsChannel, String authorizationId, int end) {
    /** The header with which these octets begin, or null. */
    static @Nullable Gs2Header parse(byte[] octets) {
        int flagEnd = comma(octets, 0);
        int nameEnd = flagEnd < 0 ? -1 : comma(octets, flagEnd + 1);
        String flag = nameEnd < 0 ? null : Utf8.decode(octets, 0, flagEnd);
        String field = nameEnd < 0 ? null : Utf8.decode(octets, flagEnd + 1, nameEnd);
        String name = field == null ? null : name(field);
        if (flag == null || name == null || !flag.matches("n|y|p=[A-Za-z0-9.-]+")) {
            return null;
        }
        return new Gs2Header(flag.startsWith("p"), name, nameEnd + 1);
    }

    private static @Nullable String name(String field) {
        if (field.isEmpty()) {
            return "";
        }
        String name = field.startsWith("a=") ? field.substring(2) : "";
        String unescaped = name.replace("=2C", "").replace("=3D", "");
        boolean valid = !name.isEmpty() && unescaped.indexOf('=') < 0 && unescaped.indexOf('\0') < 0;
        return valid ? name.replace("=2C", ",").replace("=3D", "=") : null;
    }

    /** The header of a client that acts as this identity, or as nobody in particular; null if it can not be carried. */
    static @Nullable String of(String authorizationId) {
        if (authorizationId.isEmpty()) {
            return "n,,";
        }
        String escaped = authorizationId.replace("=", "=3D").replace(",", "=2C");
        return authorizationId.indexOf('\0') >= 0 ? null : "n,a=" + escaped + ",";
    }

    private static int comma(byte[] octets, int from) {
        for (int i = from; i < octets.length; i++) {
            if (octets[i] == ',') {
                return i;
            }
        }
        return -1;
    }
}
