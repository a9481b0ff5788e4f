package org.countersign.sasl.digestmd5;

import java.util.Arrays;
import org.countersign.sasl.crypto.Hex;
import org.countersign.sasl.crypto.Md5;

/** The functions of RFC 2831, section 2.1.2.1. */
final class Hash {
    private Hash() {}

    /** {@code H(field ":" field ":" ...)}; the result is the caller's to wipe. */
    static byte[] h(byte[]... fields) {
        int length = fields.length - 1;
        for (byte[] field : fields) {
            length += field.length;
        }
        Fields all = new Fields(length);
        for (byte[] field : fields) {
            all.octets(field);
        }
        byte[] joined = all.joined();
        byte[] hash = Md5.digest(joined);
        Arrays.fill(joined, (byte) 0); // it may begin with a secret
        return hash;
    }

    /** {@code HEX(octets)}. */
    static byte[] hex(byte[] octets) {
        byte[] digits = new byte[2 * octets.length];
        Hex.encode(octets, 0, octets.length, digits, 0);
        return digits;
    }
}
