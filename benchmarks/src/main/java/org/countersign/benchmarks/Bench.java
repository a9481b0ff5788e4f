package org.countersign.benchmarks;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.benchmarks.report.Measured;
import org.countersign.benchmarks.report.Provenance;
import org.countersign.benchmarks.report.Results;
import org.countersign.benchmarks.report.TextTable;
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
        mixinStandardHelpOptions = true)
@NotThreadSafe
public final class Bench implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILTER",
            description = "Regular expressions; only benchmarks whose names one of them finds.")
    private List<String> filters = new ArrayList<>();

    @Option(names = "--quick", description = "One short fork each: an order of magnitude, no more.")
    private boolean quick;

    private final Path root = Path.of(System.getProperty("countersign.root", "."));

    /** Made by {@link #main}. */
    Bench() {}

    /** Runs the program and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Run run = quick ? Run.quick(filters) : Run.full(filters);
        List<Measured> measured = run.run(spec.commandLine().getErr());
        Results results = new Results(Provenance.here(root), measured);
        out.print(TextTable.of(results));
        out.flush();
        return 0;
    }
}
