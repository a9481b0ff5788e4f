package org.countersign.sasl.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The messages that both proofs of {@link HmacMechanism} are about. */
record Transcript(byte[] greeting, byte[] challenge) {

    byte[] clientProof(byte[] key) {
        return proof("client", key);
    }

    byte[] serverProof(byte[] key) {
        return proof("server", key);
    }

    private byte[] proof(String by, byte[] key) {
        // the challenge has a fixed length, so what is concatenated is not ambiguous
        return hmac(key, by.getBytes(StandardCharsets.US_ASCII), challenge, greeting);
    }

    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            Arrays.stream(parts).forEach(mac::update);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
