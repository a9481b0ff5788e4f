package org.countersign.sasl;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;

/**
 * Draws random octets a block at a time for each thread: a draw takes a lock that all threads share and costs as much as
 * a mechanism's whole computation. Octets are wiped as they are used.
 */
final class SystemSeams implements Seams {
    static final SystemSeams INSTANCE = new SystemSeams();
    private static final int BLOCK = 1024;

    private final ThreadLocal<Stock> stocks = ThreadLocal.withInitial(() -> new Stock(new SecureRandom()));

    private SystemSeams() {}

    @Override
    public void fillNonce(byte[] into) {
        stocks.get().take(into);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    private static final class Stock {
        private final SecureRandom random;
        private final byte[] octets = new byte[BLOCK];
        private int used = BLOCK;

        Stock(SecureRandom random) {
            this.random = random;
        }

        void take(byte[] into) {
            if (into.length > BLOCK) {
                random.nextBytes(into);
                return;
            }
            if (BLOCK - used < into.length) {
                random.nextBytes(octets);
                used = 0;
            }
            System.arraycopy(octets, used, into, 0, into.length);
            Arrays.fill(octets, used, used + into.length, (byte) 0);
            used += into.length;
        }
    }
}
