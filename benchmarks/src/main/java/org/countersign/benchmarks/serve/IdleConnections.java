package org.countersign.benchmarks.serve;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jcip.annotations.Immutable;
import org.countersign.benchmarks.report.Estimate;
import org.countersign.benchmarks.report.Measured;

/**
 * What authenticated connections that do nothing take: {@code serve} with 256 MiB of heap and as much direct memory, and how
 * much of the machine's memory it has then.
 *
 * @param connections each needs a port and a file descriptor on both sides: below 20,000
 */
@Immutable
public record IdleConnections(int connections) {

    private static final int LOGGING_IN = 64;

    /** Ten thousand. */
    public static IdleConnections full() {
        return new IdleConnections(10_000);
    }

    /** Runs our server alone. */
    public List<Measured> run() throws IOException {
        List<String> limits = List.of("-Xmx256m", "-XX:MaxDirectMemorySize=256m");
        try (Child load = Child.start(List.of("-Xmx512m"), List.of(Load.class.getName()));
                Child server = Child.start(limits, Contestant.COUNTERSIGN.command())) {
            int held = Integer.parseInt(load.ask("hold " + server.port() + " " + connections + " " + LOGGING_IN));
            return List.of(measured("connections", held), measured("MiB", server.residentMebibytes()));
        }
    }

    private static Measured measured(String unit, double value) {
        return new Measured("serve.Idle", Contestant.COUNTERSIGN.by, Map.of(), Estimate.exactly(value), unit, null);
    }
}
