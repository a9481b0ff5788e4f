package org.countersign.sasl.crypto;

import static java.lang.Integer.rotateLeft;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import net.jcip.annotations.ThreadSafe;

/**
 * The MD5 message digest (RFC 1321). No security provider is asked to compute it: a platform that forbids MD5 has to be
 * respected by the mechanism, which asks {@link #isPermitted}.
 *
 * <p>All methods may be called by any number of threads. Arrays remain the caller's; they are neither kept nor wiped. No
 * argument may be null.
 */
// From any chaining state on, in locals and in the caller's sixteen octets of output: it allocates nothing.
@ThreadSafe
public final class Md5 {

    /** The length of a digest in octets. */
    public static final int LENGTH = 16;

    static final int BLOCK = 64;

    /** The chaining state before the first block (RFC 1321 3.3). */
    static final int[] IV = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

    /** "T[i] equals the integer part of 4294967296 times abs(sin(i)), where i is in radians" (RFC 1321 3.4). */
    // Like IV an array: with constants the JIT re-associates the sums onto the critical path, which costs 30%.
    static final int[] T = new int[64];

    static {
        for (int i = 0; i < T.length; i++) {
            T[i] = (int) (long) (0x1p32 * Math.abs(StrictMath.sin(i + 1)));
        }
    }

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Md5() {}

    /** Whether this Java runtime has a provider of MD5; one that has none (FIPS 140) does not want it to be used. */
    public static boolean isPermitted() {
        try {
            return MessageDigest.getInstance("MD5").getDigestLength() == LENGTH;
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }

    /** Returns the digest of a whole message, {@value #LENGTH} octets, in a new array. */
    public static byte[] digest(byte[] message) {
        byte[] digest = new byte[LENGTH];
        digest(message, digest);
        return digest;
    }

    /** Writes the digest of a whole message; the output is another array. */
    static void digest(byte[] message, byte[] out) {
        finish(IV[0], IV[1], IV[2], IV[3], 0, message, 0, message.length, out, 0);
    }

    /** Writes the chaining state after the first block of a message, which is all of {@code block}. */
    static void firstBlock(byte[] block, byte[] out, int outOffset) {
        compress(IV[0], IV[1], IV[2], IV[3], block, 0, BLOCK, 0, out, outOffset);
    }

    /** Writes the chaining state after the whole blocks of the first {@code length} octets; returns how many octets they are. */
    static int blocks(byte[] message, int length, byte[] out) {
        Objects.checkFromIndexSize(0, length, message.length);
        for (int i = 0; i < IV.length; i++) {
            putWord(out, 4 * i, IV[i]);
        }
        int at = 0;
        for (; at <= length - BLOCK; at += BLOCK) {
            compress(wordAt(out, 0), wordAt(out, 4), wordAt(out, 8), wordAt(out, 12), message, at, BLOCK, 0, out, 0);
        }
        return at;
    }

    /**
     * Writes the digest of a message of which {@code before} octets, whole blocks, have led to the chaining state a, b,
     * c, d, and {@code length} octets follow. The output takes the intermediate states too; therefore it must not
     * overlap the message if that is longer than 55 octets.
     */
    static void finish(
            int a, int b, int c, int d, int before, byte[] message, int offset, int length, byte[] out, int outOffset) {
        int at = offset;
        int left = length;
        // Until there is room for the octet 0x80 and eight of length (RFC 1321 3.1, 3.2).
        for (; left > BLOCK - 9; at += BLOCK, left -= BLOCK) {
            b = compress(a, b, c, d, message, at, left, 0, out, outOffset);
            a = wordAt(out, outOffset);
            c = wordAt(out, outOffset + 8);
            d = wordAt(out, outOffset + 12);
        }
        compress(a, b, c, d, message, at, left, 8L * (before + (long) length), out, outOffset);
    }

    static int wordAt(byte[] octets, int at) {
        return (int) WORD.get(octets, at);
    }

    static void putWord(byte[] octets, int at, int word) {
        WORD.set(octets, at, word);
    }

    /** A word of a block: from it on {@code left} octets of the message remain, so it is whole, the last, or beyond. */
    static int word(byte[] message, int at, int left, int last) {
        return left >= 4 ? wordAt(message, at) : left >= 0 ? last : 0;
    }

    /** The word in which the message ends: up to three octets, the mark, zeros (RFC 1321 3.1). */
    static int lastWord(byte[] message, int end, int left, int mark) {
        if (left < 0 || left >= BLOCK) {
            return 0; // it ends in another block
        }
        int word = mark;
        for (int i = 1; i <= (left & 3); i++) {
            word = word << 8 | (message[end - i] & 0xff);
        }
        return word;
    }

    /**
     * One block (RFC 1321 3.4), the last one if {@code bits}, the length, is given; {@code left} octets remain. Returns
     * the word b of the state, which is known last and needed first: the way through memory takes longer.
     */
    private static int compress(
            int a0, int b0, int c0, int d0, byte[] m, int at, int left, long bits, byte[] out, int outOffset) {
        int last = lastWord(m, at + left, left, 0x80);
        int x0 = word(m, at, left, last);
        int x1 = word(m, at + 4, left - 4, last);
        int x2 = word(m, at + 8, left - 8, last);
        int x3 = word(m, at + 12, left - 12, last);
        int x4 = word(m, at + 16, left - 16, last);
        int x5 = word(m, at + 20, left - 20, last);
        int x6 = word(m, at + 24, left - 24, last);
        int x7 = word(m, at + 28, left - 28, last);
        int x8 = word(m, at + 32, left - 32, last);
        int x9 = word(m, at + 36, left - 36, last);
        int x10 = word(m, at + 40, left - 40, last);
        int x11 = word(m, at + 44, left - 44, last);
        int x12 = word(m, at + 48, left - 48, last);
        int x13 = word(m, at + 52, left - 52, last);
        int x14 = word(m, at + 56, left - 56, last) + (int) bits;
        int x15 = word(m, at + 60, left - 60, last) + (int) (bits >>> 32);
        int a = a0;
        int b = b0;
        int c = c0;
        int d = d0;

        // F = (b & c) | (~b & d), in one operation less.
        a = b + rotateLeft(a + T[0] + x0 + (d ^ (b & (c ^ d))), 7);
        d = a + rotateLeft(d + T[1] + x1 + (c ^ (a & (b ^ c))), 12);
        c = d + rotateLeft(c + T[2] + x2 + (b ^ (d & (a ^ b))), 17);
        b = c + rotateLeft(b + T[3] + x3 + (a ^ (c & (d ^ a))), 22);
        a = b + rotateLeft(a + T[4] + x4 + (d ^ (b & (c ^ d))), 7);
        d = a + rotateLeft(d + T[5] + x5 + (c ^ (a & (b ^ c))), 12);
        c = d + rotateLeft(c + T[6] + x6 + (b ^ (d & (a ^ b))), 17);
        b = c + rotateLeft(b + T[7] + x7 + (a ^ (c & (d ^ a))), 22);
        a = b + rotateLeft(a + T[8] + x8 + (d ^ (b & (c ^ d))), 7);
        d = a + rotateLeft(d + T[9] + x9 + (c ^ (a & (b ^ c))), 12);
        c = d + rotateLeft(c + T[10] + x10 + (b ^ (d & (a ^ b))), 17);
        b = c + rotateLeft(b + T[11] + x11 + (a ^ (c & (d ^ a))), 22);
        a = b + rotateLeft(a + T[12] + x12 + (d ^ (b & (c ^ d))), 7);
        d = a + rotateLeft(d + T[13] + x13 + (c ^ (a & (b ^ c))), 12);
        c = d + rotateLeft(c + T[14] + x14 + (b ^ (d & (a ^ b))), 17);
        b = c + rotateLeft(b + T[15] + x15 + (a ^ (c & (d ^ a))), 22);

        // G = (b & d) | (c & ~d). The halves are added: only one of them has to wait for b, the latest result.
        a = b + rotateLeft(a + T[16] + x1 + (c & ~d) + (b & d), 5);
        d = a + rotateLeft(d + T[17] + x6 + (b & ~c) + (a & c), 9);
        c = d + rotateLeft(c + T[18] + x11 + (a & ~b) + (d & b), 14);
        b = c + rotateLeft(b + T[19] + x0 + (d & ~a) + (c & a), 20);
        a = b + rotateLeft(a + T[20] + x5 + (c & ~d) + (b & d), 5);
        d = a + rotateLeft(d + T[21] + x10 + (b & ~c) + (a & c), 9);
        c = d + rotateLeft(c + T[22] + x15 + (a & ~b) + (d & b), 14);
        b = c + rotateLeft(b + T[23] + x4 + (d & ~a) + (c & a), 20);
        a = b + rotateLeft(a + T[24] + x9 + (c & ~d) + (b & d), 5);
        d = a + rotateLeft(d + T[25] + x14 + (b & ~c) + (a & c), 9);
        c = d + rotateLeft(c + T[26] + x3 + (a & ~b) + (d & b), 14);
        b = c + rotateLeft(b + T[27] + x8 + (d & ~a) + (c & a), 20);
        a = b + rotateLeft(a + T[28] + x13 + (c & ~d) + (b & d), 5);
        d = a + rotateLeft(d + T[29] + x2 + (b & ~c) + (a & c), 9);
        c = d + rotateLeft(c + T[30] + x7 + (a & ~b) + (d & b), 14);
        b = c + rotateLeft(b + T[31] + x12 + (d & ~a) + (c & a), 20);

        // H = b ^ c ^ d
        a = b + rotateLeft(a + T[32] + x5 + (b ^ (c ^ d)), 4);
        d = a + rotateLeft(d + T[33] + x8 + (a ^ (b ^ c)), 11);
        c = d + rotateLeft(c + T[34] + x11 + (d ^ (a ^ b)), 16);
        b = c + rotateLeft(b + T[35] + x14 + (c ^ (d ^ a)), 23);
        a = b + rotateLeft(a + T[36] + x1 + (b ^ (c ^ d)), 4);
        d = a + rotateLeft(d + T[37] + x4 + (a ^ (b ^ c)), 11);
        c = d + rotateLeft(c + T[38] + x7 + (d ^ (a ^ b)), 16);
        b = c + rotateLeft(b + T[39] + x10 + (c ^ (d ^ a)), 23);
        a = b + rotateLeft(a + T[40] + x13 + (b ^ (c ^ d)), 4);
        d = a + rotateLeft(d + T[41] + x0 + (a ^ (b ^ c)), 11);
        c = d + rotateLeft(c + T[42] + x3 + (d ^ (a ^ b)), 16);
        b = c + rotateLeft(b + T[43] + x6 + (c ^ (d ^ a)), 23);
        a = b + rotateLeft(a + T[44] + x9 + (b ^ (c ^ d)), 4);
        d = a + rotateLeft(d + T[45] + x12 + (a ^ (b ^ c)), 11);
        c = d + rotateLeft(c + T[46] + x15 + (d ^ (a ^ b)), 16);
        b = c + rotateLeft(b + T[47] + x2 + (c ^ (d ^ a)), 23);

        // I = c ^ (b | ~d)
        a = b + rotateLeft(a + T[48] + x0 + (c ^ (b | ~d)), 6);
        d = a + rotateLeft(d + T[49] + x7 + (b ^ (a | ~c)), 10);
        c = d + rotateLeft(c + T[50] + x14 + (a ^ (d | ~b)), 15);
        b = c + rotateLeft(b + T[51] + x5 + (d ^ (c | ~a)), 21);
        a = b + rotateLeft(a + T[52] + x12 + (c ^ (b | ~d)), 6);
        d = a + rotateLeft(d + T[53] + x3 + (b ^ (a | ~c)), 10);
        c = d + rotateLeft(c + T[54] + x10 + (a ^ (d | ~b)), 15);
        b = c + rotateLeft(b + T[55] + x1 + (d ^ (c | ~a)), 21);
        a = b + rotateLeft(a + T[56] + x8 + (c ^ (b | ~d)), 6);
        d = a + rotateLeft(d + T[57] + x15 + (b ^ (a | ~c)), 10);
        c = d + rotateLeft(c + T[58] + x6 + (a ^ (d | ~b)), 15);
        b = c + rotateLeft(b + T[59] + x13 + (d ^ (c | ~a)), 21);
        a = b + rotateLeft(a + T[60] + x4 + (c ^ (b | ~d)), 6);
        d = a + rotateLeft(d + T[61] + x11 + (b ^ (a | ~c)), 10);
        c = d + rotateLeft(c + T[62] + x2 + (a ^ (d | ~b)), 15);
        b = c + rotateLeft(b + T[63] + x9 + (d ^ (c | ~a)), 21);

        b += b0;
        putWord(out, outOffset, a0 + a);
        putWord(out, outOffset + 4, b);
        putWord(out, outOffset + 8, c0 + c);
        putWord(out, outOffset + 12, d0 + d);
        return b;
    }
}
