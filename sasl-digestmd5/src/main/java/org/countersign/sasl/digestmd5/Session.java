package org.countersign.sasl.digestmd5;

import java.time.Instant;
import net.jcip.annotations.Immutable;

/**
 * An authentication that can be continued (RFC 2831, section 2.2): the names and nonces with which the client sends a further
 * response without waiting for a challenge. No secret: the password is needed all the same.
 *
 * @param user as sent
 * @param realm possibly empty
 * @param count how often the nonce has been used, from 1
 * @param since when the user first authenticated with this nonce
 */
@Immutable
public record Session(String user, String realm, String nonce, String cnonce, int count, Instant since) {

    static Session of(DigestResponse response, Instant since) {
        DigestInput input = response.input();
        return new Session(
                response.user(),
                response.realm() == null ? "" : response.realm(),
                Latin1.decode(input.nonce()),
                Latin1.decode(input.cnonce()),
                input.count(),
                since);
    }

    /** The same session after one more use. */
    Session next() {
        return new Session(user, realm, nonce, cnonce, count + 1, since);
    }

    /** Whether this is the session's very next response (DIG-29); who sends it has to be proved yet. */
    boolean isContinuedBy(DigestResponse response) {
        return of(response, since).equals(next());
    }
}
