package org.countersign.sasl.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import net.jcip.annotations.ThreadSafe;

/**
 * Comparison of secrets: how long it takes depends on how many octets are compared, never on what they are, so it does
 * not tell an attacker how far a guess was right.
 *
 * <p>All methods may be called by any number of threads. Arrays remain the caller's. No argument may be null.
 */
@ThreadSafe
public final class ConstantTime {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private ConstantTime() {}

    /** True if both have the same octets. Different lengths are told apart at once: lengths are public. */
    public static boolean equal(byte[] a, byte[] b) {
        return a.length == b.length && equal(a, 0, b, 0, a.length);
    }

    /**
     * True if {@code length} octets of {@code a} from {@code aOffset} on are those of {@code b} from {@code bOffset}
     * on; no octets are always equal.
     *
     * @throws IndexOutOfBoundsException if a range is not inside of its array
     */
    public static boolean equal(byte[] a, int aOffset, byte[] b, int bOffset, int length) {
        Objects.checkFromIndexSize(aOffset, length, a.length);
        Objects.checkFromIndexSize(bOffset, length, b.length);
        long difference = 0;
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            difference |= (long) EIGHT.get(a, aOffset + i) ^ (long) EIGHT.get(b, bOffset + i);
        }
        for (; i < length; i++) {
            difference |= a[aOffset + i] ^ b[bOffset + i];
        }
        return difference == 0;
    }
}
