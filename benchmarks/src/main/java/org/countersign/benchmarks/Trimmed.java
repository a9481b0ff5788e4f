package org.countersign.benchmarks;

import java.util.Arrays;

/** Times of which the longest hundredth is left out: what a scheduler or a collector has added says nothing of the code. */
record Trimmed(double mean, double standardError) {

    static Trimmed of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        long[] kept = Arrays.copyOf(sorted, sorted.length - sorted.length / 100);
        double mean = Arrays.stream(kept).average().orElseThrow();
        double variance = Arrays.stream(kept)
                        .mapToDouble(each -> (each - mean) * (each - mean))
                        .sum()
                / (kept.length - 1);
        return new Trimmed(mean, Math.sqrt(variance / kept.length));
    }

    /** By how much of the other's mean this one is longer; negative if it is shorter. */
    double over(Trimmed other) {
        return mean / other.mean - 1;
    }
}
