package org.countersign.sasl.scram;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import net.jcip.annotations.ThreadSafe;

/**
 * HMAC (RFC 2104) under one key, from the states that the two padded keys leave behind: half the work of starting over with
 * the key, and no look-up. The states are never changed, only copied.
 */
@ThreadSafe
final class HmacKey {
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest inner;
    private final MessageDigest outer;
    private final int length;

    private HmacKey(MessageDigest inner, MessageDigest outer, int length) {
        this.inner = inner;
        this.outer = outer;
        this.length = length;
    }

    /** The key of these octets, which stay the caller's. */
    static HmacKey of(ScramHash hash, byte[] key) {
        MessageDigest inner = hash.digest();
        MessageDigest outer = hash.digest();
        byte[] padded = Arrays.copyOf(key.length > hash.block() ? hash.digest().digest(key) : key, hash.block());
        flip(padded, INNER);
        inner.update(padded);
        flip(padded, (byte) (INNER ^ OUTER));
        outer.update(padded);
        Arrays.fill(padded, (byte) 0);
        return new HmacKey(inner, outer, hash.length());
    }

    private static void flip(byte[] octets, byte mask) {
        for (int i = 0; i < octets.length; i++) {
            octets[i] ^= mask;
        }
    }

    /** The code of a message. */
    byte[] mac(byte[] message) {
        byte[] code = new byte[length];
        mac(message, code);
        return code;
    }

    /** Puts the code of a message into {@code code}, which may be the message itself. */
    void mac(byte[] message, byte[] code) {
        macThenDigest(message, code);
    }

    /**
     * The same, and returns the digest that is through with it: a new computation for whoever needs one next, where another copy
     * would cost as much as hashing a block.
     */
    MessageDigest macThenDigest(byte[] message, byte[] code) {
        try {
            MessageDigest first = ScramHash.copy(inner);
            first.update(message);
            first.digest(code, 0, length);
            MessageDigest second = ScramHash.copy(outer);
            second.update(code);
            second.digest(code, 0, length);
            return second;
        } catch (DigestException e) {
            throw new IllegalStateException("there is room for the code", e);
        }
    }
}
