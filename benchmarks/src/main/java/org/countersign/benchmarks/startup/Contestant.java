package org.countersign.benchmarks.startup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.countersign.benchmarks.exchanges.Setting;

/**
 * Who makes an exchange of which mechanism.
 *
 * @param program whose argument is the mechanism; it prints who was authenticated as soon as both sides say so
 */
record Contestant(String by, String mechanism, Class<?> program) {

    /** What one process takes, with the class path of this one. */
    double millis() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                mechanism);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader out = process.inputReader()) {
            String user = out.readLine();
            long nanos = System.nanoTime() - start;
            if (!Setting.USER.equals(user)) {
                throw new IOException(by + ", " + mechanism + ": no exchange, but " + user);
            }
            process.waitFor(); // the next one has the machine for itself
            return nanos / 1e6;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(by + ": interrupted", e);
        } finally {
            process.destroy();
        }
    }
}
