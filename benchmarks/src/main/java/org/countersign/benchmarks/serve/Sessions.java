package org.countersign.benchmarks.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jcip.annotations.Immutable;
import org.countersign.benchmarks.report.Estimate;
import org.countersign.benchmarks.report.Measured;

/**
 * Short sessions: connect, EHLO, AUTH PLAIN, QUIT. The three servers run beside each other and take turns, so that they see
 * the same machine, all with the same heap; how long each took to start is measured as well. Processor time is that of the
 * server's process, the compiler's and the collector's included.
 *
 * @param warmUp sessions of each server before the first round: while the compiler works, it is most of what is measured
 * @param rounds at least 2
 * @param sessions of each round and server
 */
@Immutable
public record Sessions(int warmUp, int rounds, int sessions) {
    private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m");

    /** Enough for figures. */
    public static Sessions full() {
        return new Sessions(60_000, 10, 4000);
    }

    /** Enough to see that it works. */
    public static Sessions quick() {
        return new Sessions(40, 2, 40);
    }

    /** Runs the servers; needs nothing but the loopback interface. */
    public List<Measured> run() throws IOException {
        Map<Contestant, Server> servers = new EnumMap<>(Contestant.class);
        try (Child load = Child.start(List.of("-Xmx256m"), List.of(Load.class.getName()))) {
            for (Contestant each : Contestant.values()) {
                servers.put(each, Server.start(each));
            }
            for (Server each : servers.values()) {
                each.warmUp(load, warmUp);
            }
            for (int round = 0; round < rounds; round++) {
                for (Server each : servers.values()) {
                    each.round(load, sessions);
                }
            }
            List<Measured> measured = new ArrayList<>();
            servers.forEach((contestant, server) -> measured.addAll(server.measured(contestant.by)));
            return measured;
        } finally {
            servers.values().forEach(Server::close);
        }
    }

    private record Server(Child process, int port, double millisToStart, List<Double> cpuMicros, List<Double> perSecond)
            implements AutoCloseable {

        static Server start(Contestant contestant) throws IOException {
            long start = System.nanoTime();
            Child process = Child.start(HEAP, contestant.command());
            int port = process.port();
            return new Server(process, port, (System.nanoTime() - start) / 1e6, new ArrayList<>(), new ArrayList<>());
        }

        void warmUp(Child load, int sessions) throws IOException {
            load.ask("sessions " + port + " " + sessions);
        }

        void round(Child load, int sessions) throws IOException {
            long before = process.cpuNanos();
            long nanos = Long.parseLong(load.ask("sessions " + port + " " + sessions));
            cpuMicros.add((process.cpuNanos() - before) / 1e3 / sessions);
            perSecond.add(sessions / (nanos / 1e9));
        }

        List<Measured> measured(String by) {
            return List.of(
                    new Measured("serve.Session", by, Map.of(), Estimate.of(cpuMicros), "CPU us/session", null),
                    new Measured("serve.Session", by, Map.of(), Estimate.of(perSecond), "sessions/s", null),
                    new Measured("serve.StartUp", by, Map.of(), Estimate.exactly(millisToStart), "ms", null));
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
