package org.countersign.sasl.digestmd5;

/** Keys of DES, whose octets have seven bits of the key and one of odd parity (DIG-37). */
final class DesKey {
    private DesKey() {}

    /** Spreads the 56 bits of seven octets over eight. */
    static void expand(byte[] from, int at, byte[] to, int toAt) {
        long bits = 0;
        for (int i = 0; i < 7; i++) {
            bits = bits << 8 | (from[at + i] & 0xff);
        }
        for (int i = 0; i < 8; i++) {
            int seven = (int) (bits >>> (49 - 7 * i)) & 0x7f;
            to[toAt + i] = (byte) (seven << 1 | (~Integer.bitCount(seven) & 1));
        }
    }
}
