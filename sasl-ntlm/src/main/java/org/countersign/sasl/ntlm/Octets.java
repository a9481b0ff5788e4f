package org.countersign.sasl.ntlm;

import java.util.Arrays;

/** Octets in a row. */
final class Octets {
    private Octets() {}

    /** All of them, one after the other, in a new array. */
    static byte[] concat(byte[] first, byte[]... more) {
        int length = first.length;
        for (byte[] next : more) {
            length += next.length;
        }
        byte[] all = Arrays.copyOf(first, length);
        int end = first.length;
        for (byte[] next : more) {
            System.arraycopy(next, 0, all, end, next.length);
            end += next.length;
        }
        return all;
    }
}
