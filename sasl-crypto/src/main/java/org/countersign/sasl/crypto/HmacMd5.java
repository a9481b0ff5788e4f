package org.countersign.sasl.crypto;

import java.util.Arrays;
import java.util.Objects;
import net.jcip.annotations.ThreadSafe;

/**
 * HMAC-MD5 (RFC 2104, RFC 1321) under a key that is used once; {@link HmacMd5Key} is for a key that is used again.
 *
 * <p>No security provider is asked: a platform that forbids MD5 has to be respected by the mechanism (RFC 6151 tells
 * what the algorithm is still good for). All methods may be called by any number of threads. Arrays remain the
 * caller's; they are neither kept nor wiped. No argument may be null.
 */
@ThreadSafe
public final class HmacMd5 {

    /** The length of a MAC in octets. */
    public static final int LENGTH = Md5.LENGTH;

    private HmacMd5() {}

    /**
     * Returns the MAC of a message, 16 octets, in a new array.
     *
     * @param key of any length, even empty
     */
    public static byte[] mac(byte[] key, byte[] message) {
        byte[] mac = new byte[LENGTH];
        mac(key, message, 0, message.length, mac, 0);
        return mac;
    }

    /**
     * Writes the MAC of {@code length} octets of {@code message}, from {@code offset} on, to the 16 octets of {@code
     * out} from {@code outOffset} on. Allocates nothing if the key is of 64 octets at most.
     *
     * @param key of any length, even empty
     * @throws IndexOutOfBoundsException if a range is not inside of its array
     * @throws IllegalArgumentException if the range of {@code out} overlaps that of the message
     */
    public static void mac(byte[] key, byte[] message, int offset, int length, byte[] out, int outOffset) {
        requireApart(message, offset, length, out, outOffset);
        if (key.length <= Md5.BLOCK) {
            Md5Pair.mac(key, message, offset, length, out, outOffset);
            return;
        }
        byte[] digest = new byte[Md5.LENGTH]; // "hash the key first" (RFC 2104 2)
        Md5.digest(key, digest);
        Md5Pair.mac(digest, message, offset, length, out, outOffset);
        Arrays.fill(digest, (byte) 0);
    }

    /** The output is written while a long message is still being read. */
    static void requireApart(byte[] message, int offset, int length, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(offset, length, message.length);
        Objects.checkFromIndexSize(outOffset, LENGTH, out.length);
        if (out == message && Math.max(offset, outOffset) < Math.min(offset + length, outOffset + LENGTH)) {
            throw new IllegalArgumentException("the output overlaps the message");
        }
    }
}
