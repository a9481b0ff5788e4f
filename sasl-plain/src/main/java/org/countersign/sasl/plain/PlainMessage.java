package org.countersign.sasl.plain;

import java.nio.ByteBuffer;
import org.countersign.sasl.Secret;
import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The one message (RFC 4616, section 2):
 *
 * <pre>
 *   message = [authzid] UTF8NUL authcid UTF8NUL passwd
 * </pre>
 *
 * @param authorizationId empty when absent
 * @param authenticationId at least one character
 * @param password UTF-8, at least one octet; closed by whoever holds the message
 */
record PlainMessage(String authorizationId, String authenticationId, Secret password) {

    /** The message that these octets are, or null. */
    static @Nullable PlainMessage parse(byte[] octets) {
        int first = nul(octets, 0);
        int second = nul(octets, first + 1);
        if (first < 0 || second < 0 || nul(octets, second + 1) >= 0) { // exactly two (PLAIN-03)
            return null;
        }
        String authorizationId = Utf8.decode(octets, 0, first);
        String authenticationId = Utf8.decode(octets, first + 1, second);
        boolean empty = second == first + 1 || second == octets.length - 1;
        boolean text = Utf8.isValid(octets, second + 1, octets.length);
        if (authorizationId == null || authenticationId == null || !text || empty) {
            return null;
        }
        return new PlainMessage(authorizationId, authenticationId, Secret.copyOf(octets, second + 1, octets.length));
    }

    /** The octets of this message, or null if a field is empty that must not be, or contains a NUL. */
    byte @Nullable [] encode() {
        byte[] authzid = Utf8.encode(authorizationId);
        byte[] authcid = Utf8.encode(authenticationId);
        byte[] passwd = password.octets();
        boolean empty = authcid.length == 0 || passwd.length == 0;
        if (empty || nul(authzid, 0) >= 0 || nul(authcid, 0) >= 0 || nul(passwd, 0) >= 0) {
            return null;
        }
        return ByteBuffer.allocate(authzid.length + 1 + authcid.length + 1 + passwd.length)
                .put(authzid)
                .put((byte) 0)
                .put(authcid)
                .put((byte) 0)
                .put(passwd)
                .array();
    }

    private static int nul(byte[] octets, int from) {
        for (int i = from; i < octets.length; i++) {
            if (octets[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
