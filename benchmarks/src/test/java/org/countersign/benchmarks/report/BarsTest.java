package org.countersign.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BarsTest {

    @Test
    void countsOnlyTheWorseEndOfAnInterval() {
        Limit most = Limit.atMost(1.2, 1.3, "F");

        assertThat(most.holds(new Estimate(1.09, 0.1), 17)).isTrue();
        assertThat(most.holds(new Estimate(1.19, 0.02), 17)).isFalse();
        assertThat(most.holds(new Estimate(1.19, 0.02), 25)).isTrue();
        assertThat(Limit.atLeast(3, "x").holds(new Estimate(3.1, 0.2), 17)).isFalse();
    }

    @Test
    void fillsTheTableIn() {
        Results results = Samples.run(
                Samples.nanos("primitives.Md5Block", "jdk", 80, 0),
                Samples.nanos("primitives.HmacMd5FromStates", "countersign", 164, 1),
                Samples.nanos("primitives.HmacMd5FromStates", "jdkMacKept", 320, 1));

        assertThat(Bars.table(results))
                .startsWith("a machine, 2 cores, JDK Vendor 17.0.15+6, commit abc1234, 2026-11-26; F = 160 ns\n")
                .contains("| 1 | HMAC-MD5 from states | 1.03 ± 0.01 F | <= 1.20 F | met | <= 1.05 F | met |")
                .contains("| 1 | the JDK's Mac, kept | 1.95 ± 0.01 x | >= 2 x | **missed** |  |  |")
                .contains("| 1 | allocated | 48.0 ± 0.10 B | <= 0.50 B | **missed** |  |  |")
                .contains("| 12 | resident | not measured |  |  | <= 300 MiB |  |");
        assertThat(Bars.met(results)).isFalse();
    }

    @Test
    void takesTheClientsPartFromTheJdks() {
        Results results = Samples.run(
                Samples.nanos("exchanges.CramMd5Server", "countersign", 400, 0),
                Samples.nanos("exchanges.CramMd5Server", "client", 200, 0),
                Samples.nanos("exchanges.CramMd5Server", "jdkFactoryKept", 1600, 0));

        assertThat(Bars.table(results)).contains("| 3 | the JDK, factory kept | 3.50 ± 0.00 x | >= 3 x | met |");
    }

    @Test
    void countsWhatTwoThreadsDoTogether() {
        Results results = Samples.run(
                Samples.nanos("exchanges.CramMd5Server", "countersign", 400, 0),
                Samples.nanos("exchanges.CramMd5Server", "countersignOnTwoThreads", 420, 0),
                Samples.nanos("primitives.Md5Block", "jdk", 80, 0),
                Samples.nanos("primitives.Md5Block", "jdkOnTwoThreads", 100, 0));

        assertThat(Bars.table(results))
                .contains("| 10 | two threads | 1.90 ± 0.00 x | >= 1.70 x | met |")
                .contains("| 10 | two threads that share nothing | 1.60 ± 0.00 |  |  |  |  |");
    }

    @Test
    void looksAtTheSizeOfADifference() {
        Results results = Samples.run(
                new Measured("timing.UnknownUser", "countersign", Map.of(), new Estimate(-2.5, 0.1), "%", null));

        assertThat(Bars.table(results))
                .contains("| 9 | unknown user against wrong password | 2.50 ± 0.10 % | <= 2 % | **missed** |");
    }

    @Test
    void hasABenchmarkForEachFigureOfOurs() {
        String everything = String.join(" ", Bars.BENCHMARKS);

        for (String operation : new String[] {"HmacMd5FromStates", "HmacMd5NewKey", "CramMd5Server", "Framework"}) {
            assertThat(everything).contains(operation);
        }
    }
}
