package org.countersign.app;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.credentials.passwdfile.PasswdFile;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.server.PlainPasswordKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a line of a users file. */
@Command(
        name = "passwd",
        description = "Prints a line for a users file. The password is asked for twice, or is the first line of what is"
                + " piped in, in UTF-8.",
        mixinStandardHelpOptions = true)
@NotThreadSafe
final class PasswdCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--scheme",
            required = true,
            paramLabel = "SCHEME",
            description =
                    "How the password is stored: PLAIN, as it is, or one of the schemes that \"mechanisms\" shows.")
    private String scheme = "";

    @Option(names = "--realm", paramLabel = "REALM", description = "The realm, for schemes that have one.")
    private String realm = "";

    @Parameters(paramLabel = "USER", description = "The user's name.")
    private String user = "";

    private final Supplier<Catalogue> classPath;
    private final Supplier<Terminal> terminal;

    PasswdCommand() {
        this(Main::catalogue, Terminal::system);
    }

    PasswdCommand(Supplier<Catalogue> classPath, Supplier<Terminal> terminal) {
        this.classPath = classPath;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailedException, IOException {
        Map<String, VerifierKind<?>> kinds = kinds(classPath.get());
        VerifierKind<?> kind = kinds.get(scheme);
        if (kind == null) {
            throw new CommandFailedException(
                    ExitCode.USAGE, "no scheme " + scheme + ", only " + String.join(" ", kinds.keySet()));
        }
        try (Secret password = password(terminal.get())) {
            spec.commandLine().getOut().println(PasswdFile.line(user, realm, kind, password));
            return ExitCode.DONE;
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** By scheme. */
    private static Map<String, VerifierKind<?>> kinds(Catalogue catalogue) {
        Map<String, VerifierKind<?>> kinds = new TreeMap<>();
        kinds.put(PlainPasswordKind.SCHEME, new PlainPasswordKind());
        catalogue.verifierKinds().forEach(kind -> kinds.put(kind.scheme(), kind));
        return kinds;
    }

    private static Secret password(Terminal terminal) throws CommandFailedException, IOException {
        Secret password = typed(terminal, "Password: ");
        if (!terminal.interactive()) {
            return password;
        }
        try (Secret again = typed(terminal, "Once more: ")) {
            if (password.matches(again.octets())) {
                return password;
            }
        }
        password.close();
        throw new CommandFailedException(ExitCode.USAGE, "that was not the same password twice");
    }

    private static Secret typed(Terminal terminal, String prompt) throws CommandFailedException, IOException {
        char[] typed = terminal.readPassword(prompt);
        try {
            return Secret.utf8(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }
}
