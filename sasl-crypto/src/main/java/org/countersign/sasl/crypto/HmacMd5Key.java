package org.countersign.sasl.crypto;

import java.util.Arrays;
import net.jcip.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A key of HMAC-MD5 as the two chaining states that MD5 is in after the key's inner and outer pad (RFC 2104 4). With
 * them a server needs no password to verify CRAM-MD5 (RFC 2195 2), and a MAC takes half the time. They can not be
 * turned back into the password, yet whoever has them can log in by CRAM-MD5: <em>keep them as secret as the
 * password</em>.
 *
 * <p>Immutable on purpose, hence never wiped: a directory shares one key between attempts and threads, and a key wiped
 * by one of them would refuse the right password to another. It goes with its last reference. {@link HmacMd5} leaves no
 * key behind. No argument may be null.
 */
@Immutable
public final class HmacMd5Key {

    private static final byte IPAD = 0x36;
    private static final byte OPAD = 0x5c;

    private final int innerA;
    private final int innerB;
    private final int innerC;
    private final int innerD;
    private final int outerA;
    private final int outerB;
    private final int outerC;
    private final int outerD;

    /** From the outer, then the inner state, and wipes them. */
    private HmacMd5Key(byte[] states) {
        outerA = Md5.wordAt(states, 0);
        outerB = Md5.wordAt(states, 4);
        outerC = Md5.wordAt(states, 8);
        outerD = Md5.wordAt(states, 12);
        innerA = Md5.wordAt(states, 16);
        innerB = Md5.wordAt(states, 20);
        innerC = Md5.wordAt(states, 24);
        innerD = Md5.wordAt(states, 28);
        Arrays.fill(states, (byte) 0);
    }

    /**
     * Returns the states of a key.
     *
     * @param key of any length, even empty; remains the caller's, who may wipe it afterwards
     */
    public static HmacMd5Key of(byte[] key) {
        byte[] block = new byte[Md5.BLOCK];
        if (key.length > Md5.BLOCK) {
            Md5.digest(key, block); // "hash the key first" (RFC 2104 2)
        } else {
            System.arraycopy(key, 0, block, 0, key.length);
        }
        byte[] states = new byte[2 * Md5.LENGTH];
        xor(block, OPAD);
        Md5.firstBlock(block, states, 0);
        xor(block, (byte) (OPAD ^ IPAD));
        Md5.firstBlock(block, states, Md5.LENGTH);
        Arrays.fill(block, (byte) 0);
        return new HmacMd5Key(states);
    }

    /**
     * Reads the text that {@link #format} writes.
     *
     * @throws IllegalArgumentException if it is not 64 lower-case hexadecimal digits; the message does not quote it
     */
    public static HmacMd5Key parse(String text) {
        byte[] states = new byte[2 * Md5.LENGTH];
        if (!Hex.decode(text, states)) {
            throw new IllegalArgumentException("the states of HMAC-MD5 are 64 lower-case hexadecimal digits");
        }
        return new HmacMd5Key(states);
    }

    /**
     * Returns the states as 64 lower-case hexadecimal digits, what Dovecot stores behind <code>{CRAM-MD5}</code>: the
     * outer state, then the inner one, each as its words A, B, C, D with the low-order octet first. A secret.
     */
    public String format() {
        byte[] states = new byte[2 * Md5.LENGTH];
        Md5.putWord(states, 0, outerA);
        Md5.putWord(states, 4, outerB);
        Md5.putWord(states, 8, outerC);
        Md5.putWord(states, 12, outerD);
        Md5.putWord(states, 16, innerA);
        Md5.putWord(states, 20, innerB);
        Md5.putWord(states, 24, innerC);
        Md5.putWord(states, 28, innerD);
        String text = Hex.encode(states);
        Arrays.fill(states, (byte) 0);
        return text;
    }

    /** Returns the MAC of a message, {@value HmacMd5#LENGTH} octets, in a new array that is the caller's. */
    public byte[] mac(byte[] message) {
        byte[] mac = new byte[HmacMd5.LENGTH];
        mac(message, 0, message.length, mac, 0);
        return mac;
    }

    /**
     * Writes the MAC of {@code length} octets of {@code message}, from {@code offset} on, to the 16 octets of {@code
     * out} from {@code outOffset} on. Allocates nothing. A message of at most 55 octets takes two blocks of MD5, every
     * 64 octets more another.
     *
     * @throws IndexOutOfBoundsException if a range is not inside of its array
     * @throws IllegalArgumentException if the range of {@code out} overlaps that of the message
     */
    public void mac(byte[] message, int offset, int length, byte[] out, int outOffset) {
        HmacMd5.requireApart(message, offset, length, out, outOffset);
        Md5.finish(innerA, innerB, innerC, innerD, Md5.BLOCK, message, offset, length, out, outOffset);
        Md5.finish(outerA, outerB, outerC, outerD, Md5.BLOCK, out, outOffset, Md5.LENGTH, out, outOffset);
    }

    /** True for the same states, compared in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HmacMd5Key that
                && ((innerA ^ that.innerA)
                                | (innerB ^ that.innerB)
                                | (innerC ^ that.innerC)
                                | (innerD ^ that.innerD)
                                | (outerA ^ that.outerA)
                                | (outerB ^ that.outerB)
                                | (outerC ^ that.outerC)
                                | (outerD ^ that.outerD))
                        == 0;
    }

    @Override
    public int hashCode() {
        return outerA;
    }

    /** Never tells the states. */
    @Override
    public String toString() {
        return "HmacMd5Key[secret]";
    }

    private static void xor(byte[] block, byte pad) {
        for (int i = 0; i < block.length; i++) {
            block[i] ^= pad;
        }
    }
}
