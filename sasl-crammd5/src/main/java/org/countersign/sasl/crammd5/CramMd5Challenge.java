package org.countersign.sasl.crammd5;

import java.util.Base64;
import org.countersign.sasl.ServerContext;

/**
 * The server's challenge, a message id that nobody can foresee and that is never used again (RFC 2195, section 2):
 *
 * <pre>
 *   challenge = "&lt;" nonce "@" host "&gt;"
 * </pre>
 *
 * <p>The nonce is 16 octets, in Base64 as in the example of RFC 2554 because hexadecimal is longer: up to a host name of 30
 * characters the challenge has no more than 55 octets, and MD5 ends in one block.
 */
final class CramMd5Challenge {
    private static final int NONCE = 16;
    private static final int ENCODED = 22;
    private static final int LONGEST_HOST = 255;
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private CramMd5Challenge() {}

    /** A new challenge, at most 280 octets. */
    static byte[] next(ServerContext context) {
        byte[] nonce = new byte[NONCE];
        context.seams().fillNonce(nonce);
        String host = host(context.facts().host());
        byte[] challenge = new byte[ENCODED + host.length() + 3];
        BASE64.encode(nonce, challenge);
        System.arraycopy(challenge, 0, challenge, 1, ENCODED);
        challenge[0] = '<';
        challenge[ENCODED + 1] = '@';
        for (int i = 0; i < host.length(); i++) {
            challenge[ENCODED + 2 + i] = (byte) host.charAt(i); // ASCII
        }
        challenge[challenge.length - 1] = '>';
        return challenge;
    }

    /** The host's name, or a stand-in for one that no message id can contain. */
    private static String host(String name) {
        if (name.isEmpty() || name.length() > LONGEST_HOST) {
            return "localhost";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c > '~' || c == '<' || c == '>') { // draft-ietf-sasl-crammd5 (CRAM-01)
                return "localhost";
            }
        }
        return name;
    }
}
