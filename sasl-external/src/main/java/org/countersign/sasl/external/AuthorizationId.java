package org.countersign.sasl.external;

import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The one message (RFC 4422, appendix A.1):
 *
 * <pre>
 *   externalInitialResponse = authz-id-string
 *   authz-id-string         = *( UTF8-char-no-nul )
 * </pre>
 *
 * @param text empty where the client acts as whoever its certificate stands for
 */
record AuthorizationId(String text) {
    /** As long as anybody's name, in octets. */
    static final int LONGEST = 1024;

    /** The identity that these octets are, or null. */
    static @Nullable AuthorizationId parse(byte[] octets) {
        String text = Utf8.decode(octets);
        return text == null || text.indexOf('\0') >= 0 ? null : new AuthorizationId(text);
    }

    /** The identity of this text, or null if it can not be sent. */
    static @Nullable AuthorizationId of(String text) {
        byte[] octets = Utf8.encode(text);
        return octets.length > LONGEST ? null : parse(octets);
    }

    byte[] encode() {
        return Utf8.encode(text);
    }
}
