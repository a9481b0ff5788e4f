package org.countersign.sasl.crammd5;

import java.util.Base64;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.Utf8;

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

    /** What comes behind the nonce, which is the same for nearly all challenges of a server. */
    private record Suffix(String host, byte[] octets) {
        private static final byte[] STAND_IN = Utf8.encode("@localhost>");

        static Suffix of(String host) {
            return new Suffix(host, isPossible(host) ? Utf8.encode('@' + host + '>') : STAND_IN);
        }

        /** Whether a message id can contain the name (draft-ietf-sasl-crammd5; CRAM-01). */
        private static boolean isPossible(String host) {
            return !host.isEmpty()
                    && host.length() <= LONGEST_HOST
                    && host.chars().allMatch(c -> c > ' ' && c <= '~' && c != '<' && c != '>');
        }
    }

    private static volatile Suffix latest = Suffix.of("");

    private CramMd5Challenge() {}

    /** A new challenge, at most 280 octets; it names a stand-in for a host that no message id can contain. */
    static byte[] next(ServerContext context) {
        byte[] nonce = new byte[NONCE];
        context.seams().fillNonce(nonce);
        byte[] suffix = suffix(context.facts().host());
        byte[] challenge = new byte[1 + ENCODED + suffix.length];
        BASE64.encode(nonce, challenge);
        System.arraycopy(challenge, 0, challenge, 1, ENCODED);
        challenge[0] = '<';
        System.arraycopy(suffix, 0, challenge, 1 + ENCODED, suffix.length);
        return challenge;
    }

    private static byte[] suffix(String host) {
        Suffix known = latest;
        if (!known.host().equals(host)) {
            known = Suffix.of(host);
            latest = known;
        }
        return known.octets();
    }
}
