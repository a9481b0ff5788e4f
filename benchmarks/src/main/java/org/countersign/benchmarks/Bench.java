package org.countersign.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.benchmarks.report.Bars;
import org.countersign.benchmarks.report.Chart;
import org.countersign.benchmarks.report.Comparison;
import org.countersign.benchmarks.report.HtmlReport;
import org.countersign.benchmarks.report.Provenance;
import org.countersign.benchmarks.report.Results;
import org.countersign.benchmarks.report.ResultsFile;
import org.countersign.benchmarks.report.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures, and shows every figure beside its peers' and the limit's of the same run. */
@Command(
        name = "countersign bench",
        description =
                "Measures. Every figure is shown as a ratio to its peers and to F, the time of two blocks of MD5.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a ratio got worse, or a bar is missed",
            "2:wrong use, or a file that can not be used"
        })
@NotThreadSafe
public final class Bench implements Callable<Integer> {
    private static final int MISSED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILTER",
            description = "Regular expressions; only benchmarks whose names one of them finds.")
    private List<String> filters = new ArrayList<>();

    @Option(names = "--quick", description = "One short fork each: an order of magnitude, no more.")
    private boolean quick;

    @Option(
            names = "--bars",
            description =
                    "What the table of bars needs, five forks each, in perhaps twenty minutes; writes benchmarks/results/jdkN.json"
                            + " and jdkN.md.")
    private boolean bars;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "The results of a former run, instead of measuring; may be repeated for reports.")
    private List<Path> from = new ArrayList<>();

    @Option(names = "--save", paramLabel = "FILE", description = "Writes the results, in JMH's JSON.")
    private @Nullable Path save;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Writes a page with charts, index.html, and each chart as a file.")
    private @Nullable Path report;

    @Option(
            names = "--compare",
            paramLabel = "BASELINE",
            description = "Says which ratios are worse than those in this file, by more than noise.")
    private @Nullable Path baseline;

    private final Path root = Path.of(System.getProperty("countersign.root", "."));

    /** Made by {@link #main}. */
    Bench() {}

    /** Runs the program and ends the process. */
    public static void main(String[] arguments) {
        System.exit(commandLine()
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println("countersign bench: " + e);
            return CommandLine.ExitCode.USAGE;
        });
    }

    @Override
    public Integer call() throws IOException {
        List<Results> runs = new ArrayList<>();
        for (Path each : from) {
            runs.add(ResultsFile.read(each));
        }
        if (runs.isEmpty()) {
            runs.add(measure());
        }
        Results last = runs.get(runs.size() - 1);
        boolean good = true;
        if (bars) {
            good = bars(last);
        } else if (baseline == null) {
            runs.forEach(each -> out(TextTable.of(each)));
        }
        if (save != null) {
            ResultsFile.write(last, save);
        }
        if (report != null) {
            write(report.resolve("index.html"), HtmlReport.of(runs));
            for (Chart chart : Chart.of(runs)) {
                write(report.resolve(chart.fileName()), chart.svg());
            }
        }
        if (baseline != null) {
            Comparison comparison = Comparison.of(ResultsFile.read(baseline), last);
            out(comparison.toString());
            good &= comparison.good();
        }
        return good ? 0 : MISSED;
    }

    private Results measure() {
        Suite suite = bars ? Suite.bars() : quick ? Suite.quick(filters) : Suite.full(filters);
        return new Results(
                Provenance.here(root), suite.measure(spec.commandLine().getErr()));
    }

    private boolean bars(Results results) throws IOException {
        String table = Bars.table(results);
        if (from.isEmpty()) {
            Path folder = root.resolve("benchmarks/results");
            String name = "jdk" + results.from().feature();
            ResultsFile.write(results, folder.resolve(name + ".json"));
            write(folder.resolve(name + ".md"), table);
        }
        out(table);
        return Bars.met(results);
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private void out(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
