package org.countersign.app.client;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.smtp.SmtpReply;

/**
 * Shows a dialogue line by line, but of what authenticates only that it was there (SEC-07): {@code AUTH PLAIN ***},
 * {@code 334 ***}, and {@code ***} for a response. One transcript shows one connection.
 */
@NotThreadSafe
public final class Transcript {
    private static final String MASK = "***";

    private final Consumer<String> lines;
    private boolean challenged;

    /** A transcript that hands over each line, without line end. */
    public Transcript(Consumer<String> lines) {
        this.lines = lines;
    }

    /** A transcript that nobody reads. */
    public static Transcript none() {
        return new Transcript(line -> {});
    }

    /** The client has sent this line, with CRLF. */
    void sent(byte[] line) {
        lines.accept("C: " + masked(line));
    }

    /** The server has sent this reply. */
    void received(SmtpReply reply) {
        challenged = reply.isChallenge();
        if (challenged) {
            lines.accept("S: 334 " + (reply.text().get(0).isEmpty() ? "" : MASK));
        } else {
            reply.lines().forEach(line -> lines.accept("S: " + line));
        }
    }

    /** Something has happened that is not a line. */
    void note(String what) {
        lines.accept("-- " + what);
    }

    /** Decodes no octet of a message: a text can not be wiped. */
    private String masked(byte[] line) {
        int end = line.length - 2;
        if (challenged) {
            boolean cancel = end == 1 && line[0] == '*';
            return cancel ? "*" : end == 0 ? "" : MASK;
        }
        int message = initialResponse(line, end);
        return text(line, message) + (message < end ? MASK : "");
    }

    /** Where the initial response of an AUTH command starts; in other lines the end. */
    private static int initialResponse(byte[] line, int end) {
        int verb = wordEnd(line, 0, end);
        if (!text(line, verb).equalsIgnoreCase("AUTH")) {
            return end;
        }
        int mechanism = wordEnd(line, verb + 1, end);
        return Math.min(mechanism + 1, end);
    }

    private static int wordEnd(byte[] line, int from, int end) {
        int at = from;
        while (at < end && line[at] != ' ') {
            at++;
        }
        return Math.min(at, end);
    }

    private static String text(byte[] line, int end) {
        return new String(line, 0, end, StandardCharsets.UTF_8);
    }
}
