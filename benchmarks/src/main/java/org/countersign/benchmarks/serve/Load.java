package org.countersign.benchmarks.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import net.jcip.annotations.NotThreadSafe;

/**
 * The load, in a process of its own: all its connections in one thread, so that it does not take the processors from the server
 * that is measured, and a reply does not wake a thread for each. Reads commands from standard input, one a line, and
 * answers each with one line:
 *
 * <ul>
 *   <li>{@code sessions PORT COUNT AT_ONCE}: so many sessions with AUTH, so many of them at a time; the answer is how many
 *       nanoseconds all took.
 *   <li>{@code hold PORT COUNT AT_ONCE}: so many connections that authenticate, so many of them at a time, and stay; the
 *       answer is how many there are.
 * </ul>
 */
@NotThreadSafe
public final class Load {
    private static final long PATIENCE_MILLIS = 30_000;

    private final Selector selector;
    private int finished;

    private Load(Selector selector) {
        this.selector = selector;
    }

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        try (Selector selector = Selector.open();
                Commands commands = Commands.of(System.in)) {
            Load load = new Load(selector);
            for (Commands.Command command = commands.next(); command != null; command = commands.next()) {
                System.out.println(load.answer(command));
            }
        }
    }

    private long answer(Commands.Command command) throws IOException {
        long start = System.nanoTime();
        if (command.verb().equals("hold")) {
            run(command, SmtpClient.STAYING);
            return finished;
        }
        run(command, SmtpClient.LEAVING);
        return System.nanoTime() - start;
    }

    private void run(Commands.Command command, List<SmtpClient.Turn> turns) throws IOException {
        finished = 0;
        for (int begun = 0; finished < command.count(); ) {
            while (begun < command.count() && begun - finished < command.atOnce()) {
                SmtpClient.connect(command.port(), turns, selector);
                begun++;
            }
            if (selector.select(this::advance, PATIENCE_MILLIS) == 0) {
                throw new IOException("no answer for " + PATIENCE_MILLIS / 1000 + " seconds");
            }
        }
    }

    private void advance(SelectionKey key) {
        try {
            if (((SmtpClient) key.attachment()).advance(key)) {
                finished++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
