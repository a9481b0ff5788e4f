package org.countersign.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.app.client.Transcript;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.Mechanism;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a server, logs in to it with every mechanism on the class path, and shows how that went. */
@Command(
        name = "demo",
        description =
                "Starts a submission server and logs in to it with every mechanism on the class path: with the right"
                        + " password, to send a message, and with a wrong one.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all is as it must be", "1:it is not"})
@NotThreadSafe
final class DemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--transcript", description = "Shows the dialogues, without what authenticates.")
    private boolean transcript;

    private final Supplier<Catalogue> classPath;

    DemoCommand() {
        this(Main::catalogue);
    }

    DemoCommand(Supplier<Catalogue> classPath) {
        this.classPath = classPath;
    }

    @Override
    public Integer call() throws IOException {
        Catalogue catalogue = classPath.get();
        Table table = new Table(Trial.HEADER);
        List<String> faults = new ArrayList<>();
        catalogue.problems().forEach(problem -> faults.add(problem.what()));
        try (Demo demo = Demo.start(catalogue)) {
            if (catalogue.all().stream()
                    .noneMatch(mechanism -> demo.whyNot(mechanism).isEmpty())) {
                faults.add("there is no mechanism to try");
            }
            for (Mechanism mechanism : catalogue.all()) {
                String name = mechanism.info().name();
                Optional<String> whyNot = demo.whyNot(mechanism);
                if (whyNot.isPresent()) {
                    table.row(name, "not tried: " + whyNot.get());
                } else {
                    Trial trial = new Trial(demo, name);
                    trial.right(transcript(name + ", the right password"));
                    trial.wrong(transcript(name + ", a wrong password"));
                    table.row(trial.row());
                    faults.addAll(trial.faults());
                }
            }
        }
        PrintWriter out = out();
        out.print(table);
        faults.forEach(fault -> out.println("fault: " + fault));
        out.flush();
        return faults.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private Transcript transcript(String about) {
        if (!transcript) {
            return Transcript.none();
        }
        out().println("== " + about);
        return new Transcript(out()::println);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
