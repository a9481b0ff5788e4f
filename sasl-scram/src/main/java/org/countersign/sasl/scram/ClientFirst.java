package org.countersign.sasl.scram;

import java.util.Arrays;
import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The client's first message (SCRAM-03):
 *
 * <pre>
 *   client-first-message      = gs2-header client-first-message-bare
 *   client-first-message-bare = "n=" saslname ",r=" c-nonce *("," extension)
 * </pre>
 *
 * @param user unescaped, not yet prepared
 * @param bare as transmitted: part of what is signed (SCRAM-11)
 */
record ClientFirst(Gs2Header header, String user, String nonce, byte[] bare) {

    /** A client's message. */
    static ClientFirst of(Gs2Header header, String user, String nonce) {
        return new ClientFirst(header, user, nonce, Utf8.encode("n=" + SaslName.escape(user) + ",r=" + nonce));
    }

    /** The message that these octets are, or null; one with {@code m=} is none (SCRAM-08). */
    static @Nullable ClientFirst parse(byte[] octets) {
        Attributes from = Attributes.of(octets);
        Gs2Header header = from == null ? null : Gs2Header.parse(from);
        if (from == null || header == null) {
            return null;
        }
        String escaped = from.value('n');
        String user = escaped == null ? null : SaslName.unescape(escaped);
        String nonce = from.nonce();
        return user == null || nonce == null || !from.skipExtensions() || !from.atEnd()
                ? null
                : new ClientFirst(
                        header, user, nonce, Arrays.copyOfRange(octets, header.octets().length, octets.length));
    }

    byte[] encode() {
        return Octets.join(header.octets(), bare);
    }
}
