package org.countersign.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.VerifierKind.OctetSource;

/** As many blocks of HMAC-SHA-256 over label and block number as are wanted. */
@ThreadSafe
final class KeyedOctets implements OctetSource {
    /** Only copied: a look-up and the key's two blocks cost more than the rest. */
    private final Mac keyed;

    /** The key stays the caller's. */
    KeyedOctets(byte[] key) {
        try {
            keyed = Mac.getInstance("HmacSHA256");
            keyed.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    @Override
    public byte[] next(String label, int count) {
        try {
            Mac mac = (Mac) keyed.clone();
            byte[] text = label.getBytes(StandardCharsets.UTF_8);
            byte[] all = new byte[count];
            for (int block = 0, done = 0; done < count; block++) {
                mac.update(text);
                byte[] octets = mac.doFinal(ByteBuffer.allocate(4).putInt(block).array());
                int part = Math.min(octets.length, count - done);
                System.arraycopy(octets, 0, all, done, part);
                Arrays.fill(octets, (byte) 0);
                done += part;
            }
            return all;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's HmacSHA256 can be copied", e);
        }
    }
}
