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
 * Short sessions: connect, EHLO, AUTH PLAIN, QUIT, a few at a time and many. The three servers run beside each other and take
 * turns, so that they see the same machine, all with the same heap; how long each took to start is measured as well.
 * Processor time is that of the server's process, the compiler's and the collector's included.
 *
 * @param warmUp sessions of each server before the first round: while the compiler works, it is most of what is measured
 * @param rounds at least 2
 * @param sessions of each round and server
 */
@Immutable
public record Sessions(int warmUp, int rounds, int sessions) {
    /** How many sessions a server has at a time: where each waits for the other side, and where there is always work. */
    private static final List<Integer> AT_ONCE = List.of(4, 64);

    private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m");

    /** Enough for figures. */
    public static Sessions full() {
        return new Sessions(60_000, 40, 8000);
    }

    /** Enough to see that it works. */
    public static Sessions quick() {
        return new Sessions(40, 2, 80);
    }

    /** Runs the servers; needs nothing but the loopback interface. */
    public List<Measured> run() throws IOException {
        Map<Contestant, Server> servers = new EnumMap<>(Contestant.class);
        try (Child load = Child.start(List.of("-Xmx256m"), List.of(Load.class.getName()))) {
            for (Contestant each : Contestant.values()) {
                servers.put(each, Server.start(each));
            }
            for (Server each : servers.values()) {
                each.sessions(load, warmUp, AT_ONCE.get(AT_ONCE.size() - 1));
            }
            List<Measured> measured = new ArrayList<>();
            servers.forEach((contestant, server) -> measured.add(server.startUp(contestant.by)));
            for (int atOnce : AT_ONCE) {
                measured.addAll(rounds(servers, load, atOnce));
            }
            return measured;
        } finally {
            servers.values().forEach(Server::close);
        }
    }

    private List<Measured> rounds(Map<Contestant, Server> servers, Child load, int atOnce) throws IOException {
        Map<Contestant, List<Round>> done = new EnumMap<>(Contestant.class);
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<Contestant, Server> each : servers.entrySet()) {
                done.computeIfAbsent(each.getKey(), contestant -> new ArrayList<>())
                        .add(each.getValue().sessions(load, sessions, atOnce));
            }
        }
        Map<String, String> parameters = Map.of("atOnce", Integer.toString(atOnce));
        List<Measured> measured = new ArrayList<>();
        done.forEach((contestant, all) -> {
            Estimate cpu = Estimate.of(all.stream().map(Round::cpuMicros).toList());
            Estimate rate = Estimate.of(all.stream().map(Round::perSecond).toList());
            measured.add(new Measured("serve.Session", contestant.by, parameters, cpu, "CPU us/session", null));
            measured.add(new Measured("serve.Session", contestant.by, parameters, rate, "sessions/s", null));
        });
        return measured;
    }

    private record Round(double cpuMicros, double perSecond) {}

    private record Server(Child process, int port, double millisToStart) implements AutoCloseable {

        static Server start(Contestant contestant) throws IOException {
            long start = System.nanoTime();
            Child process = Child.start(HEAP, contestant.command());
            int port = process.port();
            return new Server(process, port, (System.nanoTime() - start) / 1e6);
        }

        Round sessions(Child load, int count, int atOnce) throws IOException {
            long before = process.cpuNanos();
            long nanos = Long.parseLong(load.ask("sessions " + port + " " + count + " " + atOnce));
            return new Round((process.cpuNanos() - before) / 1e3 / count, count / (nanos / 1e9));
        }

        Measured startUp(String by) {
            return new Measured("serve.StartUp", by, Map.of(), Estimate.exactly(millisToStart), "ms", null);
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
