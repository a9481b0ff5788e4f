package org.countersign.app;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/** The program {@code countersign}, in this process. */
public final class Countersign {
    private Countersign() {}

    /** Runs a command; all that it prints goes to {@code output}. */
    public static int run(Writer output, List<String> arguments) {
        PrintWriter to = new PrintWriter(output, true);
        return Main.commandLine(new Main()).setOut(to).setErr(to).execute(arguments.toArray(String[]::new));
    }
}
