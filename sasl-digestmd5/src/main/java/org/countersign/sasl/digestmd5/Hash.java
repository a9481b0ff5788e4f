package org.countersign.sasl.digestmd5;

import java.util.Arrays;
import org.countersign.sasl.crypto.Hex;
import org.countersign.sasl.crypto.Md5;

/** The functions of RFC 2831, section 2.1.2.1. All that is ever hashed there is a list of fields with colons between. */
final class Hash {
    private Hash() {}

    /** {@code H(field ":" field ":" ...)}; the result is the caller's to wipe. */
    static byte[] h(byte[]... fields) {
        byte[] joined = join(fields);
        byte[] hash = Md5.digest(joined);
        Arrays.fill(joined, (byte) 0); // it may begin with a secret
        return hash;
    }

    private static byte[] join(byte[]... fields) {
        int length = fields.length - 1;
        for (byte[] field : fields) {
            length += field.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] field : fields) {
            System.arraycopy(field, 0, joined, at, field.length);
            at += field.length;
            if (at < length) {
                joined[at++] = ':';
            }
        }
        return joined;
    }

    /** {@code HEX(octets)}. */
    static byte[] hex(byte[] octets) {
        byte[] digits = new byte[2 * octets.length];
        Hex.encode(octets, 0, octets.length, digits, 0);
        return digits;
    }
}
