package org.countersign.sasl;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import net.jcip.annotations.ThreadSafe;
import org.jspecify.annotations.Nullable;

/**
 * Octets that nobody may read by accident: a password, a token, a derived key. Wiped by {@link #close}; whoever is handed
 * one by the driver borrows it, and copies it to keep it.
 */
@ThreadSafe
public final class Secret implements AutoCloseable {
    private volatile byte @Nullable [] octets;

    private Secret(byte[] octets) {
        this.octets = octets;
    }

    /** A secret of its own, from octets {@code start} (inclusive) to {@code end} (exclusive) of {@code from}. */
    public static Secret copyOf(byte[] from, int start, int end) {
        Objects.checkFromToIndex(start, end, from.length);
        return new Secret(Arrays.copyOfRange(from, start, end));
    }

    /** A secret that takes over {@code octets} and wipes them when it is closed. */
    public static Secret owning(byte[] octets) {
        return new Secret(Objects.requireNonNull(octets, "octets"));
    }

    /**
     * The UTF-8 encoding of {@code characters}, which stay the caller's to wipe.
     *
     * @throws IllegalArgumentException if a surrogate stands alone
     */
    public static Secret utf8(char[] characters) {
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        byte[] encoded = new byte[(int) Math.ceil(characters.length * (double) encoder.maxBytesPerChar())];
        ByteBuffer into = ByteBuffer.wrap(encoded);
        try {
            if (encoder.encode(CharBuffer.wrap(characters), into, true).isError()) {
                throw new IllegalArgumentException("not Unicode text");
            }
            return copyOf(encoded, 0, into.position());
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /**
     * The octets themselves, not a copy: zero once this is closed.
     *
     * @throws IllegalStateException if this is closed
     */
    public byte[] octets() {
        byte[] current = octets;
        if (current == null) {
            throw new IllegalStateException("the secret is wiped");
        }
        return current;
    }

    /**
     * A secret with the same octets that lives on its own.
     *
     * @throws IllegalStateException if this is closed
     */
    public Secret copy() {
        return new Secret(octets().clone());
    }

    /**
     * Whether {@code other} holds the same octets, in time that depends on its length only (SEC-06).
     *
     * @throws IllegalStateException if this is closed
     */
    public boolean matches(byte[] other) {
        return MessageDigest.isEqual(octets(), other);
    }

    /** Wipes the octets; a second call does nothing. */
    @Override
    public void close() {
        byte[] current = octets;
        octets = null;
        if (current != null) {
            Arrays.fill(current, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
