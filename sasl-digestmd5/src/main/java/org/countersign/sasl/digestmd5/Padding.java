package org.countersign.sasl.digestmd5;

import java.util.Arrays;

/**
 * What fills up the last block before a MAC of ten octets (DIG-35): one octet to a whole block, each the count of them; none
 * with a stream cipher.
 *
 * @param block in octets; 1 is that of a stream cipher
 */
record Padding(int block) {

    /** How many octets follow a message of this length. */
    int after(int length) {
        return block == 1 ? 0 : block - (length + Signer.MAC) % block;
    }

    void fill(byte[] sealed, int offset, int count) {
        Arrays.fill(sealed, offset, offset + count, (byte) count);
    }

    /** How many octets of padding stand before the MAC at the end; -1 if they are not as they have to be. */
    int before(byte[] opened) {
        int end = opened.length - Signer.MAC;
        if (block == 1) {
            return 0;
        }
        int count = opened[end - 1];
        if (count < 1 || count > block || count > end) {
            return -1;
        }
        int different = 0;
        for (int i = end - count; i < end; i++) {
            different |= opened[i] ^ count;
        }
        return different == 0 ? count : -1;
    }
}
