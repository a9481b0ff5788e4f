package org.countersign.sasl.digestmd5;

import static org.countersign.sasl.digestmd5.Directive.Name.RSPAUTH;

import java.util.EnumSet;
import org.countersign.sasl.crypto.Md5;
import org.jspecify.annotations.Nullable;

/**
 * The server's last message, its proof that it knows the user too (RFC 2831, section 2.1.3).
 *
 * @param proof 16 octets
 */
record ResponseAuth(byte[] proof) {

    /** The message that these octets are, or null. */
    static @Nullable ResponseAuth parse(byte[] octets) {
        Directives in = Directives.parse(octets, EnumSet.of(RSPAUTH));
        byte[] proof = in == null ? null : Directives.hexadecimal(in.get(RSPAUTH), Md5.LENGTH);
        return proof == null ? null : new ResponseAuth(proof);
    }

    byte[] encode() {
        return new DirectiveWriter(40).hexadecimal(RSPAUTH, proof).octets();
    }
}
