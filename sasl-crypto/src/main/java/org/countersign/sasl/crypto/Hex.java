package org.countersign.sasl.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import net.jcip.annotations.ThreadSafe;

/**
 * Hexadecimal digits in lower case, the only ones that RFC 2195 and RFC 2831 know. What is not such a digit is refused
 * by returning false, never by an exception: digits come from the network.
 *
 * <p>Digits are looked up in a table, and all are read before the verdict, so the time does not tell where the first
 * wrong one stands. All methods may be called by any number of threads. Arrays remain the caller's. No argument may be
 * null.
 */
@ThreadSafe
public final class Hex {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** The value of each octet as a digit, or -1. */
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int value = 0; value < DIGITS.length; value++) {
            VALUES[DIGITS[value]] = (byte) value;
        }
    }

    private Hex() {}

    /** Returns two digits for each octet. */
    public static String encode(byte[] octets) {
        byte[] digits = new byte[Math.multiplyExact(2, octets.length)];
        encode(octets, 0, octets.length, digits, 0);
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    /**
     * Writes two digits, as ASCII, for each of {@code length} octets. Allocates nothing.
     *
     * @throws IndexOutOfBoundsException if a range is not inside of its array
     */
    public static void encode(byte[] octets, int offset, int length, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(offset, length, octets.length);
        Objects.checkFromIndexSize((long) outOffset, 2L * length, out.length);
        for (int i = 0; i < length; i++) {
            int octet = octets[offset + i];
            out[outOffset + 2 * i] = DIGITS[octet >> 4 & 0xf];
            out[outOffset + 2 * i + 1] = DIGITS[octet & 0xf];
        }
    }

    /**
     * Reads {@code length} digits, in ASCII, and writes half as many octets. Allocates nothing.
     *
     * @return false if {@code length} is odd (then nothing is written) or not all are lower-case hexadecimal digits
     *     (then zeros are written)
     * @throws IndexOutOfBoundsException if a range is not inside of its array
     */
    public static boolean decode(byte[] digits, int offset, int length, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(offset, length, digits.length);
        int size = length / 2;
        Objects.checkFromIndexSize(outOffset, size, out.length);
        if (length % 2 != 0) {
            return false;
        }
        int all = 0;
        for (int i = 0; i < size; i++) {
            int octet = VALUES[digits[offset + 2 * i] & 0xff] << 4 | VALUES[digits[offset + 2 * i + 1] & 0xff];
            all |= octet;
            out[outOffset + i] = (byte) octet;
        }
        return accept(all, out, outOffset, size);
    }

    /**
     * Reads a text of exactly two digits for each octet of {@code out}.
     *
     * @return false if it has another length (then nothing is written) or not all are lower-case hexadecimal digits
     *     (then zeros are written)
     */
    public static boolean decode(CharSequence digits, byte[] out) {
        if (digits.length() != 2L * out.length) {
            return false;
        }
        int all = 0;
        for (int i = 0; i < out.length; i++) {
            int octet = value(digits.charAt(2 * i)) << 4 | value(digits.charAt(2 * i + 1));
            all |= octet;
            out[i] = (byte) octet;
        }
        return accept(all, out, 0, out.length);
    }

    private static int value(char digit) {
        return digit < VALUES.length ? VALUES[digit] : -1;
    }

    /** One -1 among the values made all of them negative. */
    private static boolean accept(int all, byte[] out, int offset, int size) {
        if (all < 0) {
            Arrays.fill(out, offset, offset + size, (byte) 0);
            return false;
        }
        return true;
    }
}
