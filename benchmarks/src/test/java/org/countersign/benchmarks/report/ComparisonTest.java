package org.countersign.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Results BASELINE = Samples.run(480, 1440, 5);

    @Test
    void findsNothingInTheSameRun() {
        Comparison comparison = Comparison.of(BASELINE, BASELINE);

        assertThat(comparison.good()).isTrue();
        assertThat(comparison.changes())
                .extracting(Comparison.Change::what)
                .containsExactlyInAnyOrder(
                        "exchanges.CramMd5Server.countersign [ns/op] / jdkFactoryKept",
                        "exchanges.CramMd5Server.countersign [ns/op] / F",
                        "exchanges.CramMd5Server.countersign [B/op]");
    }

    @Test
    void seesWhatGotSlower() {
        Comparison comparison = Comparison.of(BASELINE, Samples.run(600, 1440, 5));

        assertThat(comparison.good()).isFalse();
        assertThat(comparison.toString()).contains("WORSE").endsWith("2 of 3 ratios got worse\n");
    }

    @Test
    void seesWhatGotFaster() {
        Comparison comparison = Comparison.of(BASELINE, Samples.run(400, 1440, 5));

        assertThat(comparison.good()).isTrue();
        assertThat(comparison.changes()).filteredOn(Comparison.Change::better).hasSize(2);
    }

    @Test
    void forgivesAMachineThatIsSlower() {
        Results slower = Samples.run(
                Samples.nanos("primitives.Md5Block", "jdk", 160, 0.1),
                Samples.nanos("exchanges.CramMd5Server", "countersign", 960, 5),
                Samples.nanos("exchanges.CramMd5Server", "jdkFactoryKept", 2880, 5));

        assertThat(Comparison.of(BASELINE, slower).good()).isTrue();
    }

    @Test
    void takesNoNoiseForAChange() {
        assertThat(Comparison.of(BASELINE, Samples.run(600, 1440, 150)).good()).isTrue();
        assertThat(Comparison.of(BASELINE, Samples.run(495, 1440, 0.1)).good()).isTrue();
    }

    @Test
    void seesWhatAllocatesMore() {
        Results now = Samples.run(new Measured(
                "exchanges.CramMd5Server",
                "countersign",
                java.util.Map.of(),
                new Estimate(480, 5),
                "ns/op",
                new Estimate(64, 0.1)));

        assertThat(Comparison.of(BASELINE, now).good()).isFalse();
    }

    @Test
    void knowsThatMorePerSecondIsBetter() {
        Results before = Samples.run(
                Samples.of("serve.Session", "countersign", 5000, 50, "sessions/s"),
                Samples.of("serve.Session", "subethasmtp", 4000, 50, "sessions/s"));
        Results fewer = Samples.run(
                Samples.of("serve.Session", "countersign", 4000, 50, "sessions/s"),
                Samples.of("serve.Session", "subethasmtp", 4000, 50, "sessions/s"));

        assertThat(Comparison.of(before, fewer).good()).isFalse();
        assertThat(Comparison.of(fewer, before).good()).isTrue();
    }
}
