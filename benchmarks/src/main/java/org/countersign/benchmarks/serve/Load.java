package org.countersign.benchmarks.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jcip.annotations.ThreadSafe;

/**
 * The load, in a process of its own. Reads commands from standard input, one a line, and answers each with one line:
 *
 * <ul>
 *   <li>{@code sessions PORT COUNT}: so many sessions with AUTH, one behind the other in each of four threads; the answer is
 *       how many nanoseconds all took.
 *   <li>{@code hold PORT COUNT}: so many connections that authenticate and stay; the answer is how many there are.
 * </ul>
 */
@ThreadSafe
public final class Load {
    private static final int THREADS = 4;

    private Load() {}

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws Exception {
        List<SmtpClient> held = new ArrayList<>();
        try (Commands commands = Commands.of(System.in)) {
            for (Commands.Command command = commands.next(); command != null; command = commands.next()) {
                if (command.verb().equals("hold")) {
                    hold(command.port(), command.count(), held);
                    System.out.println(held.size());
                } else {
                    System.out.println(sessions(command.port(), command.count()));
                }
            }
        }
        held.forEach(SmtpClient::close);
    }

    private static long sessions(int port, int count) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<Void> part = () -> {
                for (int i = 0; i < count / THREADS; i++) {
                    session(port);
                }
                return null;
            };
            long start = System.nanoTime();
            for (Future<Void> each : threads.invokeAll(List.of(part, part, part, part), 5, TimeUnit.MINUTES)) {
                each.get();
            }
            return System.nanoTime() - start;
        } finally {
            threads.shutdownNow();
        }
    }

    private static void session(int port) throws IOException {
        try (SmtpClient client = SmtpClient.connect(port)) {
            client.authenticate();
            client.quit();
        }
    }

    private static void hold(int port, int count, List<SmtpClient> held) throws IOException {
        for (int i = 0; i < count; i++) {
            SmtpClient client = SmtpClient.connect(port);
            client.authenticate();
            held.add(client);
        }
    }
}
