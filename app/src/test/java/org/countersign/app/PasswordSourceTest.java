package org.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

class PasswordSourceTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PASSWORD", "from the environment", "EMPTY", "");

    @TempDir
    private Path folder;

    @Test
    void readsAVariable() throws CommandFailedException, IOException {
        assertThat(read(new TypedTerminal(), "--password-env", "PASSWORD")).isEqualTo("from the environment");
    }

    @Test
    void readsTheFirstLineOfAFile() throws CommandFailedException, IOException {
        Path file = Files.writeString(folder.resolve("password"), "from a file\nbehind it");

        assertThat(read(new TypedTerminal(), "--password-file", file.toString()))
                .isEqualTo("from a file");
    }

    @Test
    void asksIfNothingElseIsSaid() throws CommandFailedException, IOException {
        assertThat(read(new TypedTerminal("typed"))).isEqualTo("typed");
    }

    @Test
    void doesNotAskWhereNobodyIs() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> read(TypedTerminal.piped("piped")))
                .withMessage("no terminal to ask for the password: use --password-env or --password-file");
    }

    @Test
    void tellsWhatIsMissing() {
        Path absent = folder.resolve("absent");

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> read(new TypedTerminal(), "--password-env", "EMPTY"))
                .withMessage("the environment variable EMPTY is not set, or empty");
        assertThatExceptionOfType(UnusableFileException.class)
                .isThrownBy(() -> read(new TypedTerminal(), "--password-file", absent.toString()))
                .withMessage("%s: no such file or directory", absent);
    }

    private static String read(Terminal terminal, String... arguments) throws CommandFailedException, IOException {
        Options options = new Options();
        new CommandLine(options).parseArgs(arguments);
        return new String(options.source.read(ENVIRONMENT::get, terminal));
    }

    @Command
    private static final class Options {
        @ArgGroup
        private PasswordSource source = new PasswordSource();
    }
}
