package org.countersign.benchmarks;

import java.security.SecureRandom;
import java.util.function.Consumer;

/**
 * Times one action on two arguments in random order, so that whatever changes while it runs changes both alike. One action,
 * for the compiler's two copies of two are never the same, which alone makes a few percent.
 */
final class Interleaved<T> {
    private final Consumer<T> action;
    private final T first;
    private final T second;

    Interleaved(Consumer<T> action, T first, T second) {
        this.action = action;
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
            boolean swapped = coins[i] < 0;
            long before = time(swapped ? second : first);
            long after = time(swapped ? first : second);
            firsts[i] = swapped ? after : before;
            seconds[i] = swapped ? before : after;
        }
        return new Pair(Trimmed.of(firsts), Trimmed.of(seconds));
    }

    private long time(T argument) {
        long start = System.nanoTime();
        action.accept(argument);
        return System.nanoTime() - start;
    }

    record Pair(Trimmed first, Trimmed second) {
        /** By how much of the first's mean the second takes longer; negative if it takes less. */
        double difference() {
            return second.over(first);
        }
    }
}
