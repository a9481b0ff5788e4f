package org.countersign.benchmarks.report;

import java.util.List;
import java.util.Map;

/** Runs that nobody has made. */
final class Samples {
    static final Provenance FROM = new Provenance("a machine, 2 cores", "Vendor 17.0.15+6", "abc1234", "2026-11-26");

    private Samples() {}

    static Measured nanos(String operation, String by, double value, double error) {
        return new Measured(operation, by, Map.of(), new Estimate(value, error), "ns/op", new Estimate(48, 0.1));
    }

    static Measured of(String operation, String by, double value, double error, String unit) {
        return new Measured(operation, by, Map.of(), new Estimate(value, error), unit, null);
    }

    static Results run(Measured... all) {
        return new Results(FROM, List.of(all));
    }

    /** Blocks of 80 ns, our exchange, and a peer's. */
    static Results run(double ours, double peer, double error) {
        return run(
                nanos("primitives.Md5Block", "jdk", 80, 0.1),
                nanos("exchanges.CramMd5Server", "countersign", ours, error),
                nanos("exchanges.CramMd5Server", "jdkFactoryKept", peer, error));
    }
}
