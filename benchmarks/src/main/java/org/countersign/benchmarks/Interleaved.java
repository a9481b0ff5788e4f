package org.countersign.benchmarks;

import java.security.SecureRandom;

/** Times two actions in random order, so that whatever changes while they run changes both alike. */
final class Interleaved {
    private final Runnable first;
    private final Runnable second;

    Interleaved(Runnable first, Runnable second) {
        this.first = first;
        this.second = second;
    }

    /** The times of each, of this many pairs. */
    Pair time(int pairs) {
        long[] firsts = new long[pairs];
        long[] seconds = new long[pairs];
        byte[] coins = new byte[pairs];
        new SecureRandom().nextBytes(coins);
        for (int i = 0; i < pairs; i++) {
            if (coins[i] < 0) {
                firsts[i] = time(first);
                seconds[i] = time(second);
            } else {
                seconds[i] = time(second);
                firsts[i] = time(first);
            }
        }
        return new Pair(Trimmed.of(firsts), Trimmed.of(seconds));
    }

    private static long time(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return System.nanoTime() - start;
    }

    record Pair(Trimmed first, Trimmed second) {
        /** By how much of the first's mean the second takes longer; negative if it takes less. */
        double difference() {
            return second.over(first);
        }
    }
}
