package org.countersign.sasl;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;

/**
 * Draws random octets a block at a time for each thread, from a generator of its own: that of the platform is a lock that all
 * threads share, and a draw costs as much as a mechanism's whole computation. Octets are wiped as they are used.
 */
final class SystemSeams implements Seams {
    static final SystemSeams INSTANCE = new SystemSeams();
    private static final int BLOCK = 4096;

    private final ThreadLocal<Stock> stocks = ThreadLocal.withInitial(() -> new Stock(generator()));

    private SystemSeams() {}

    @Override
    public void fillNonce(byte[] into) {
        stocks.get().take(into);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    /** A DRBG (NIST SP 800-90A) is seeded by the platform like its default, and four times as fast in bulk. */
    private static SecureRandom generator() {
        try {
            return SecureRandom.getInstance("DRBG");
        } catch (NoSuchAlgorithmException e) {
            return new SecureRandom();
        }
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
