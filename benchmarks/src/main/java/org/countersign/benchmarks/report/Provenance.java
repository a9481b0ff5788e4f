package org.countersign.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import net.jcip.annotations.Immutable;

/**
 * Where figures come from.
 *
 * @param machine the processor, and how many of it
 * @param jdk the version
 * @param commit of the sources, followed by a plus sign if they had been changed; {@code unknown} without Git
 * @param date in UTC
 */
@Immutable
public record Provenance(String machine, String jdk, String commit, String date) {

    /** This process, run from the sources in the folder {@code root}. */
    public static Provenance here(Path root) {
        return new Provenance(
                String.format(
                        Locale.ROOT,
                        "%s, %d cores",
                        processor(),
                        Runtime.getRuntime().availableProcessors()),
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"),
                commit(root),
                LocalDate.now(ZoneOffset.UTC).toString());
    }

    /** The feature release, such as 17. */
    public int feature() {
        String version = jdk.substring(jdk.lastIndexOf(' ') + 1);
        return Runtime.Version.parse(version).feature();
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String commit(Path root) {
        String commit = git(root, "rev-parse", "--short", "HEAD");
        if (commit.isEmpty()) {
            return "unknown";
        }
        return git(root, "status", "--porcelain", "--untracked-files=no").isEmpty() ? commit : commit + "+";
    }

    private static String git(Path root, String... arguments) {
        try {
            ProcessBuilder git = new ProcessBuilder("git", "-C", root.toString());
            git.command().addAll(java.util.List.of(arguments));
            Process process = git.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? output : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
