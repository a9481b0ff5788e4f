package org.countersign.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.Catalogue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program {@code countersign}: parses the command line, and turns what goes wrong into one line and an exit code. */
@Command(
        name = "countersign",
        description = "SASL mechanisms, and SMTP AUTH to try them with.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = ScopeType.INHERIT,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            LoginCommand.class,
            PasswdCommand.class,
            MechanismsCommand.class
        })
@NotThreadSafe
public final class Main implements Runnable {
    private static final System.Logger LOG = System.getLogger(Main.class.getName());

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Made by {@link #commandLine}. */
    Main() {}

    /** Runs the program and ends the process. What it prints is UTF-8, as users files are. */
    public static void main(String[] arguments) {
        CommandLine line = commandLine(new Main())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        System.exit(line.execute(arguments));
    }

    /** The command line of this command, with the program's way to report failures. */
    static CommandLine commandLine(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Endpoint.class, Main::endpoint)
                .setParameterExceptionHandler(Main::misused)
                .setExecutionExceptionHandler(Main::failed);
    }

    /** What the class path holds. */
    static Catalogue catalogue() {
        return Catalogue.load(Main.class.getClassLoader());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "what to do? one of " + String.join(", ", spec.subcommands().keySet()));
    }

    private static Endpoint endpoint(String text) {
        try {
            return Endpoint.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    private static int misused(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        complain(command, e.getMessage() + " (see --help)");
        return ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, ParseResult parsed) {
        int exitCode = exitCode(e);
        if (exitCode == ExitCode.DEFECT) {
            LOG.log(System.Logger.Level.ERROR, "a defect of this program", e);
        }
        String message = e.getMessage();
        complain(command, message == null || exitCode == ExitCode.DEFECT ? e.toString() : message);
        return exitCode;
    }

    private static int exitCode(Exception e) {
        if (e instanceof CommandFailedException failure) {
            return failure.exitCode();
        }
        if (e instanceof UnusableFileException) {
            return ExitCode.USAGE;
        }
        return e instanceof IOException ? ExitCode.NETWORK : ExitCode.DEFECT;
    }

    /** What others have said, such as servers, must not steer a terminal. */
    private static void complain(CommandLine command, String what) {
        PrintWriter err = command.getErr();
        err.println(
                command.getCommandSpec().qualifiedName() + ": " + what.strip().replaceAll("\\p{Cntrl}+", " "));
        err.flush();
    }

    /** The version in the jar. */
    static final class Version implements IVersionProvider {
        private static final String PROPERTIES = "/META-INF/maven/org.countersign/app/pom.properties";

        @Override
        public String[] getVersion() {
            Properties properties = new Properties();
            try (InputStream in = Main.class.getResourceAsStream(PROPERTIES)) {
                if (in != null) {
                    properties.load(in);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new String[] {
                "countersign " + properties.getProperty("version", "(not packaged)") + ", Java " + Runtime.version()
            };
        }
    }
}
