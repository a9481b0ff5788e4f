package org.countersign.sasl.digestmd5;

import java.util.Base64;
import org.countersign.sasl.ExchangeContext;

/** Nonces of both sides: 128 bits, as text that needs no escapes (DIG-05, DIG-12). */
final class Nonce {
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private Nonce() {}

    static byte[] next(ExchangeContext context) {
        byte[] octets = new byte[16];
        context.seams().fillNonce(octets);
        return BASE64.encode(octets);
    }
}
