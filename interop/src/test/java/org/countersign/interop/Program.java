package org.countersign.interop;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program of this machine. */
record Program(Path file) {
    private static final int SECONDS = 30;

    /** How a program has ended: its exit code, and all that it printed. */
    record Ended(int exitCode, String output) {}

    /** The program of this name; without it the test does not run. */
    static Program required(String name) {
        Optional<Path> file = Stream.of(System.getenv("PATH").split(":"), new String[] {"/usr/sbin", "/sbin"})
                .flatMap(Arrays::stream)
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
        Prerequisite.require(file.isPresent(), name + " is not installed: see interop/install.sh");
        return new Program(file.orElseThrow());
    }

    /** Runs it with nothing on its standard input. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        return runWith("", arguments);
    }

    /** Runs it with this on its standard input, and not for longer than 30 seconds. */
    Ended runWith(String input, String... arguments) throws IOException, InterruptedException {
        Path in = Files.createTempFile("interop", ".in");
        Path out = Files.createTempFile("interop", ".out");
        try {
            Files.writeString(in, input);
            Process process = process(arguments)
                    .redirectInput(in.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return fail("%s did not end within %d seconds:%n%s", file, SECONDS, text(out));
            }
            return new Ended(process.exitValue(), text(out));
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }

    /** To start it by other means. */
    ProcessBuilder process(String... arguments) {
        String command = Stream.concat(Stream.of(file.toString()), Arrays.stream(arguments))
                .map(Program::quoted)
                .collect(Collectors.joining(" ", "exec ", ""));
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("HOME", "/nonexistent"); // no configuration of whoever runs the tests
        return builder;
    }

    /**
     * A word for the shell, in ASCII: Java encodes arguments in the charset of its own locale, which in a container often
     * has no more.
     */
    static String quoted(String word) {
        byte[] octets = word.getBytes(StandardCharsets.UTF_8);
        if (octets.length == word.length()) {
            return "'" + word.replace("'", "'\\''") + "'";
        }
        StringBuilder escaped = new StringBuilder();
        for (byte octet : octets) {
            escaped.append('\\')
                    .append(Integer.toOctalString(0x200 | octet & 0xff).substring(1));
        }
        return "\"$(printf '" + escaped + "')\"";
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
