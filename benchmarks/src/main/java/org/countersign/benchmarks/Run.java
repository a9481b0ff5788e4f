package org.countersign.benchmarks;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.countersign.benchmarks.primitives.Md5Block;
import org.countersign.benchmarks.report.Estimate;
import org.countersign.benchmarks.report.Measured;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One run of JMH, with the yardstick and the GC profiler always. Forks are not made in a row but in rounds of all benchmarks,
 * so that whatever slows the machine down for a while slows all of them down alike.
 *
 * @param filters regular expressions; none: all benchmarks
 * @param rounds each of one fork for each benchmark
 * @param iterations measured in each fork
 * @param millis of each iteration, and of each of four iterations that warm up
 */
record Run(List<String> filters, int rounds, int iterations, int millis) {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final double CONFIDENCE = 0.99; // what JMH prints itself is 99.9%
    private static final String PACKAGE = Run.class.getPackageName() + ".";

    /** Enough for figures to look at. */
    static Run full(List<String> filters) {
        return new Run(filters, 3, 4, 500);
    }

    /** Five forks, as the bars ask for, and so many iterations that the interval is not wider than what is to be told apart. */
    static Run bars(List<String> filters) {
        return new Run(filters, 5, 10, 500);
    }

    /** Enough to see an order of magnitude. */
    static Run quick(List<String> filters) {
        return new Run(filters, 1, 3, 200);
    }

    /** Runs, and says on {@code progress} how far it has come. */
    List<Measured> run(PrintWriter progress) throws RunnerException {
        Map<String, List<BenchmarkResult>> forks = new LinkedHashMap<>();
        Map<String, BenchmarkParams> parameters = new TreeMap<>();
        for (int round = 1; round <= rounds; round++) {
            progress.println("round " + round + " of " + rounds);
            progress.flush();
            for (RunResult result : round()) {
                String id = result.getParams().id();
                parameters.put(id, result.getParams());
                forks.computeIfAbsent(id, key -> new ArrayList<>()).addAll(result.getBenchmarkResults());
            }
        }
        return forks.entrySet().stream()
                .map(each -> measured(new RunResult(parameters.get(each.getKey()), each.getValue())))
                .toList();
    }

    private Collection<RunResult> round() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .mode(org.openjdk.jmh.annotations.Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch") // else the kernel clears pages all the while
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        filters.forEach(options::include);
        if (!filters.isEmpty()) {
            options.include(Md5Block.class.getName().replace(".", "\\."));
        }
        return new Runner(options.build()).run();
    }

    private static Measured measured(RunResult result) {
        BenchmarkParams parameters = result.getParams();
        String benchmark = parameters.getBenchmark();
        String shortName = benchmark.startsWith(PACKAGE) ? benchmark.substring(PACKAGE.length()) : benchmark;
        int method = shortName.lastIndexOf('.');
        Map<String, String> values = new TreeMap<>();
        parameters.getParamsKeys().forEach(key -> values.put(key, parameters.getParam(key)));
        Result<?> octets = result.getSecondaryResults().get(ALLOCATED);
        return new Measured(
                shortName.substring(0, method),
                shortName.substring(method + 1),
                values,
                estimate(result.getPrimaryResult()),
                result.getPrimaryResult().getScoreUnit(),
                octets == null ? null : estimate(octets));
    }

    /** The mean with its interval of 99%. */
    static Estimate estimate(Result<?> result) {
        return new Estimate(result.getScore(), result.getStatistics().getMeanErrorAt(CONFIDENCE));
    }
}
