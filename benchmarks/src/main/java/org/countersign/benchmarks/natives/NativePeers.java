package org.countersign.benchmarks.natives;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.benchmarks.report.Estimate;
import org.countersign.benchmarks.report.Measured;

/**
 * OpenSSL, GNU SASL and Cyrus SASL, by a small program in C that is built and run where there are a compiler and OpenSSL's
 * headers. The other two are left out where their library is not there, and so are mechanisms that Cyrus SASL has no plugin
 * for. Of their exchanges only the server's calls are timed.
 *
 * @param compiler the command of a C compiler
 * @param samples of each operation, at least 2
 * @param millis about how long each takes
 */
@Immutable
public record NativePeers(String compiler, int samples, int millis) {
    private static final String HEADER = "peers.h";
    private static final List<String> SOURCES =
            List.of("peers.c", "secrets.c", "openssl.c", "gnu_sasl.c", "cyrus_sasl.c");

    /** Enough for figures. */
    public static NativePeers full() {
        return new NativePeers("cc", 50, 50);
    }

    /** Enough to see that it works. */
    public static NativePeers quick() {
        return new NativePeers("cc", 3, 2);
    }

    /**
     * Builds and runs the program.
     *
     * @throws IOException if it can not be built; the message says why
     */
    public List<Measured> run() throws IOException {
        Path directory = Files.createTempDirectory("countersign-peers");
        Path program = directory.resolve("peers");
        List<Path> files = new ArrayList<>(List.of(program, copy(HEADER, directory)));
        try {
            List<String> build = new ArrayList<>(List.of(compiler, "-O2", "-o", program.toString()));
            for (String each : SOURCES) {
                Path source = copy(each, directory);
                files.add(source);
                build.add(source.toString());
            }
            build.addAll(List.of("-lcrypto", "-ldl"));
            output(build);
            return measured(output(List.of(program.toString(), "" + samples, "" + millis)));
        } finally {
            for (Path each : files) {
                Files.deleteIfExists(each);
            }
            Files.delete(directory);
        }
    }

    private static Path copy(String resource, Path directory) throws IOException {
        Path file = directory.resolve(resource);
        try (InputStream in = NativePeers.class.getResourceAsStream(resource)) {
            Files.copy(Objects.requireNonNull(in, "a resource of this package"), file);
        }
        return file;
    }

    /** What lines of {@code OPERATION BY NANOSECONDS} say, several of each. */
    static List<Measured> measured(List<String> lines) {
        Map<List<String>, List<Double>> samples = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            if (words.length != 3) {
                continue; // something that a library has to say
            }
            samples.computeIfAbsent(List.of(words[0], words[1]), name -> new ArrayList<>())
                    .add(Double.valueOf(words[2]));
        }
        return samples.entrySet().stream()
                .map(each -> new Measured(
                        each.getKey().get(0),
                        each.getKey().get(1),
                        Map.of(),
                        Estimate.of(each.getValue()),
                        "ns/op",
                        null))
                .toList();
    }

    private static List<String> output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            List<String> lines = new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (process.waitFor() != 0) {
                throw new IOException(command.get(0) + ": " + String.join("; ", lines));
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command.get(0) + ": interrupted", e);
        } finally {
            process.destroy();
        }
    }
}
