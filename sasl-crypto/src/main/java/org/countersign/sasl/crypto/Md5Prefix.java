package org.countersign.sasl.crypto;

import net.jcip.annotations.Immutable;

/**
 * The chaining state that MD5 is in after what several messages begin with, so that each block of it is hashed once only. It
 * tells as much as a digest of that beginning does. No argument may be null.
 */
@Immutable
public final class Md5Prefix {
    private final int a;
    private final int b;
    private final int c;
    private final int d;
    private final int length;

    private Md5Prefix(byte[] state, int length) {
        this.a = Md5.wordAt(state, 0);
        this.b = Md5.wordAt(state, 4);
        this.c = Md5.wordAt(state, 8);
        this.d = Md5.wordAt(state, 12);
        this.length = length;
    }

    /**
     * Hashes the whole blocks, of 64 octets, that the first {@code length} octets of a message have.
     *
     * @param message remains the caller's, who may change what comes behind
     * @throws IndexOutOfBoundsException if the message is shorter
     */
    public static Md5Prefix of(byte[] message, int length) {
        byte[] state = new byte[Md5.LENGTH];
        return new Md5Prefix(state, Md5.blocks(message, length, state));
    }

    /**
     * Returns the digest of a whole message, {@value Md5#LENGTH} octets, in a new array.
     *
     * @param message begins as the other did: this is not checked; remains the caller's
     */
    public byte[] digest(byte[] message) {
        byte[] digest = new byte[Md5.LENGTH];
        Md5.finish(a, b, c, d, length, message, length, message.length - length, digest, 0);
        return digest;
    }
}
