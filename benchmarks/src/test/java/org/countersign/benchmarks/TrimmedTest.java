package org.countersign.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrimmedTest {

    @Test
    void leavesTheLongestHundredthOut() {
        long[] nanos = LongStream.concat(
                        LongStream.generate(() -> 100).limit(990),
                        LongStream.generate(() -> 1_000_000).limit(10))
                .toArray();

        Trimmed trimmed = Trimmed.of(nanos);

        assertThat(trimmed.mean()).isEqualTo(100);
        assertThat(trimmed.standardError()).isZero();
    }

    @Test
    void tellsTheDifferenceAsAPartOfTheOther() {
        Trimmed hundred = Trimmed.of(new long[] {99, 101});
        Trimmed hundredFive = Trimmed.of(new long[] {104, 106});

        assertThat(hundredFive.over(hundred)).isCloseTo(0.05, within(1e-9));
        assertThat(hundred.over(hundredFive)).isNegative();
    }

    @Test
    void timesBothInPairs() {
        int[] runs = new int[2];

        Interleaved.Pair pair = new Interleaved<>(index -> runs[index]++, 0, 1).time(1000);

        assertThat(runs).containsExactly(1000, 1000);
        assertThat(pair.first().mean()).isPositive();
        assertThat(pair.second().mean()).isPositive();
    }

    @Test
    void doesNotTakeTheOneForTheOther() {
        Interleaved.Pair pair = new Interleaved<Integer>(TrimmedTest::sleep, 0, 2).time(50);

        assertThat(pair.difference()).isPositive();
    }

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
