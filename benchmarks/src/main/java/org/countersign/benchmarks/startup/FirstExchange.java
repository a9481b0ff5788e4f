package org.countersign.benchmarks.startup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jcip.annotations.Immutable;
import org.countersign.benchmarks.report.Estimate;
import org.countersign.benchmarks.report.Measured;

/**
 * From the start of a JVM to the end of its first exchange, of which the same library has both sides. What a JVM takes that
 * does nothing is part of it. All take turns, so that they see the same machine.
 *
 * @param samples of each, at least 2
 */
@Immutable
public record FirstExchange(int samples) {
    private static final List<Contestant> CONTESTANTS = List.of(
            new Contestant("countersign", "CRAM-MD5", CountersignExchange.class),
            new Contestant("jdk", "CRAM-MD5", JdkExchange.class),
            new Contestant("countersign", "DIGEST-MD5", CountersignExchange.class),
            new Contestant("jdk", "DIGEST-MD5", JdkExchange.class),
            new Contestant("elytron", "DIGEST-MD5", ElytronExchange.class));

    /** Enough for figures. */
    public static FirstExchange full() {
        return new FirstExchange(5);
    }

    /** Enough to see that it works. */
    public static FirstExchange quick() {
        return new FirstExchange(2);
    }

    /**
     * Runs a process for each sample.
     *
     * @throws IOException if one does not get to the end of its exchange
     */
    public List<Measured> run() throws IOException {
        Map<Contestant, List<Double>> millis = new LinkedHashMap<>();
        for (int round = 0; round < samples; round++) {
            for (Contestant each : CONTESTANTS) {
                millis.computeIfAbsent(each, contestant -> new ArrayList<>()).add(each.millis());
            }
        }
        List<Measured> measured = new ArrayList<>();
        millis.forEach((contestant, all) -> measured.add(new Measured(
                "startup.FirstExchange",
                contestant.by(),
                Map.of("mechanism", contestant.mechanism()),
                Estimate.of(all),
                "ms",
                null)));
        return measured;
    }
}
