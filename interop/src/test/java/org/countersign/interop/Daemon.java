package org.countersign.interop;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** A server program that runs in the foreground and listens on a port. */
final class Daemon implements AutoCloseable {
    private static final int SECONDS_TO_START = 20;
    private static final int SECONDS_TO_STOP = 10;
    private static final long MILLIS_BETWEEN_LOOKS = 20;

    private final Process process;

    private Daemon(Process process) {
        this.process = process;
    }

    /** A port of this machine that nobody listens on, and from which the system opens no connections. */
    static int freePort() throws IOException {
        SplittableRandom random = new SplittableRandom();
        while (true) {
            int port = random.nextInt(20_000, 32_000);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (BindException e) {
                // taken: another one
            }
        }
    }

    /**
     * Starts it; when this returns, it listens.
     *
     * @param output where all that it prints goes
     */
    static Daemon start(ProcessBuilder command, Path output, int port) throws IOException, InterruptedException {
        Daemon daemon = new Daemon(command.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .start());
        try {
            daemon.awaitListening(port);
            return daemon;
        } catch (AssertionError e) {
            daemon.close();
            return fail("%s:%n%s", e.getMessage(), Files.readString(output, StandardCharsets.ISO_8859_1));
        }
    }

    private void awaitListening(int port) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!listens(port)) {
            if (process.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
                fail("%s ended with %d", process.info(), process.exitValue());
            }
            if (System.nanoTime() > deadline) {
                fail("%s does not listen after %d seconds", process.info(), SECONDS_TO_START);
            }
        }
    }

    private static boolean listens(int port) throws IOException {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** Ends it and all that it has started. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
