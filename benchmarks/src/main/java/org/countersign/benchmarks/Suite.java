package org.countersign.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.countersign.benchmarks.natives.NativePeers;
import org.countersign.benchmarks.report.Bars;
import org.countersign.benchmarks.report.Measured;
import org.countersign.benchmarks.serve.IdleConnections;
import org.countersign.benchmarks.serve.Sessions;
import org.countersign.benchmarks.startup.FirstExchange;
import org.openjdk.jmh.runner.RunnerException;

/** Everything that one call measures: benchmarks of JMH, and what JMH can not do. */
record Suite(
        Run run, List<String> filters, int pairs, Sessions sessions, NativePeers natives, FirstExchange firstExchange) {

    /** Figures to rely on. */
    static Suite full(List<String> filters) {
        return new Suite(
                Run.full(filters),
                filters,
                UnknownUserTiming.PAIRS,
                Sessions.full(),
                NativePeers.full(),
                FirstExchange.full());
    }

    /** An order of magnitude. */
    static Suite quick(List<String> filters) {
        return new Suite(
                Run.quick(filters),
                filters,
                UnknownUserTiming.PAIRS / 10,
                Sessions.quick(),
                NativePeers.quick(),
                FirstExchange.quick());
    }

    /** What the table of bars needs, with five forks. */
    static Suite bars() {
        return new Suite(
                Run.bars(Bars.BENCHMARKS),
                List.of(),
                UnknownUserTiming.PAIRS,
                Sessions.full(),
                NativePeers.full(),
                FirstExchange.full());
    }

    /** Runs all parts that the filters find. A part that fails is told of, and leaves the others alone. */
    List<Measured> measure(PrintWriter progress) {
        List<Measured> all = new ArrayList<>();
        add(all, progress, "benchmarks", () -> run.run(progress));
        add(
                all,
                progress,
                "libraries in C",
                () -> natives.run().stream().filter(each -> finds(each.name())).toList());
        if (finds("timing.UnknownUser")) {
            add(all, progress, "timing", () -> UnknownUserTiming.measure(pairs));
        }
        if (finds("startup.FirstExchange")) {
            add(all, progress, "first exchanges", firstExchange::run);
        }
        if (finds("serve.Session")) {
            add(all, progress, "sessions", sessions::run);
        }
        if (finds("serve.Idle")) {
            add(all, progress, "idle connections", () -> IdleConnections.full().run());
        }
        return all;
    }

    private boolean finds(String name) {
        return filters.isEmpty()
                || filters.stream()
                        .anyMatch(each -> Pattern.compile(each).matcher(name).find());
    }

    private static void add(List<Measured> all, PrintWriter progress, String what, Part part) {
        progress.println("measuring: " + what);
        progress.flush();
        try {
            all.addAll(part.measure());
        } catch (IOException | RunnerException | IllegalStateException e) {
            progress.println(what + " failed: " + e);
        }
    }

    @FunctionalInterface
    private interface Part {
        List<Measured> measure() throws IOException, RunnerException;
    }
}
