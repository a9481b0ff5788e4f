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
 * the same machine; how long each took to start is measured as well.
 *
 * @param rounds at least 2
 * @param sessions of each round and server
 */
@Immutable
public record Sessions(int rounds, int sessions) {
    private static final int WARM_UP_ROUNDS = 2;

    /** Enough for figures. */
    public static Sessions full() {
        return new Sessions(5, 4000);
    }

    /** Enough to see that it works. */
    public static Sessions quick() {
        return new Sessions(2, 40);
    }

    /** Runs the servers; needs nothing but the loopback interface. */
    public List<Measured> run() throws IOException {
        Map<Contestant, Server> servers = new EnumMap<>(Contestant.class);
        try (Child load = Child.start(List.of("-Xmx256m"), List.of(Load.class.getName()))) {
            for (Contestant each : Contestant.values()) {
                servers.put(each, Server.start(each));
            }
            for (int round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
                for (Server each : servers.values()) {
                    each.round(load, sessions, round >= WARM_UP_ROUNDS);
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
            Child process = Child.start(List.of("-Xmx512m"), contestant.command());
            int port = process.port();
            return new Server(process, port, (System.nanoTime() - start) / 1e6, new ArrayList<>(), new ArrayList<>());
        }

        void round(Child load, int sessions, boolean counts) throws IOException {
            long before = process.cpuNanos();
            long nanos = Long.parseLong(load.ask("sessions " + port + " " + sessions));
            if (counts) {
                cpuMicros.add((process.cpuNanos() - before) / 1e3 / sessions);
                perSecond.add(sessions / (nanos / 1e9));
            }
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
