package org.countersign.sasl.testkit;

import java.time.Instant;
import net.jcip.annotations.GuardedBy;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Seams;

/** Nonces that are the same again for the same seed, and a clock that stands still: an exchange repeats to the octet. */
@ThreadSafe
final class DeterministicSeams implements Seams {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @GuardedBy("this")
    private long state;

    DeterministicSeams(Side side, int seed) {
        this.state = 2L * seed + (side == Side.CLIENT ? 0 : 1);
    }

    @Override
    public synchronized void fillNonce(byte[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = next();
        }
    }

    /** SplitMix64: neighbouring seeds have nothing in common, and no two octets in a row are related. */
    private synchronized byte next() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (byte) (mixed >>> 56);
    }

    @Override
    public Instant now() {
        return NOW;
    }
}
