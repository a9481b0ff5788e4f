package org.countersign.sasl.scram;

import java.util.regex.Pattern;
import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The server's first message (SCRAM-04):
 *
 * <pre>
 *   server-first-message = "r=" c-nonce s-nonce ",s=" base64 ",i=" posit-number *("," extension)
 * </pre>
 *
 * @param nonce that of the client, and the server's behind it
 * @param iterations 1 or more
 * @param octets the message as transmitted: part of what is signed (SCRAM-11)
 */
record ServerFirst(String nonce, byte[] salt, int iterations, byte[] octets) {
    /** Nine digits are more than anybody waits for. */
    private static final Pattern POSITIVE = Pattern.compile("[1-9]\\d{0,8}");

    /** A server's message. */
    static ServerFirst of(String nonce, byte[] salt, int iterations) {
        String text = "r=" + nonce + ",s=" + CanonicalBase64.encode(salt) + ",i=" + iterations;
        return new ServerFirst(nonce, salt, iterations, Utf8.encode(text));
    }

    /** The message that these octets are, or null; one with {@code m=} is none (SCRAM-08). */
    static @Nullable ServerFirst parse(byte[] octets) {
        Attributes from = Attributes.of(octets);
        if (from == null) {
            return null;
        }
        String nonce = from.nonce();
        byte[] salt = from.octets('s');
        String iterations = from.value('i');
        if (nonce == null || salt == null || iterations == null || !from.skipExtensions() || !from.atEnd()) {
            return null;
        }
        return POSITIVE.matcher(iterations).matches()
                ? new ServerFirst(nonce, salt, Integer.parseInt(iterations), octets.clone())
                : null;
    }
}
