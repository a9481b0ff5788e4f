package org.countersign.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import net.jcip.annotations.NotThreadSafe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where a password comes from; without one it is asked for. */
@NotThreadSafe
final class PasswordSource {
    @Option(
            names = "--password-env",
            paramLabel = "VAR",
            description = "The environment variable that holds the password.")
    private @Nullable String variable;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The file whose first line is the password, in UTF-8; /dev/stdin is one too.")
    private @Nullable Path file;

    /** The password; the caller's to wipe. */
    char[] read(Function<String, @Nullable String> environment, Terminal terminal)
            throws CommandFailedException, IOException {
        if (variable != null) {
            return fromEnvironment(variable, environment);
        }
        if (file != null) {
            return fromFile(file);
        }
        if (!terminal.interactive()) {
            throw new CommandFailedException(
                    ExitCode.USAGE, "no terminal to ask for the password: use --password-env or --password-file");
        }
        return terminal.readPassword("Password: ");
    }

    static char[] fromEnvironment(String variable, Function<String, @Nullable String> environment)
            throws CommandFailedException {
        String value = environment.apply(variable);
        if (value == null || value.isEmpty()) {
            throw new CommandFailedException(
                    ExitCode.USAGE, "the environment variable " + variable + " is not set, or empty");
        }
        return value.toCharArray();
    }

    private static char[] fromFile(Path file) throws CommandFailedException, UnusableFileException {
        try (InputStream in = Files.newInputStream(file)) { // without a buffer, which nobody would wipe
            return PasswordLine.read(in, file.toString());
        } catch (IOException e) {
            throw new UnusableFileException(file, e);
        }
    }
}
