package org.countersign.dialogues;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jcip.annotations.Immutable;

/**
 * A reply as a dialogue has it, which is what the server sends, octet by octet. Only where the words are the server's own business the
 * dialogue leaves them out: {@code S: 250 2.1.0 ...} stands for a reply of one or more lines that all begin with code and
 * enhanced code, {@code S: 250 ...AUTH PLAIN, no STARTTLS} for a reply that has the first line and none that begins with the
 * second.
 *
 * @param lines without CRLF
 */
@Immutable
public record Reply(List<String> lines) {
    private static final String OPEN = "...";

    public Reply {
        lines = List.copyOf(lines);
    }

    /** The replies that these lines are. */
    public static List<Reply> split(List<String> lines) {
        List<Reply> replies = new ArrayList<>();
        List<String> current = new ArrayList<>();
        for (String line : lines) {
            current.add(Text.unescape(line));
            if (line.length() < 4 || line.charAt(3) != '-') {
                replies.add(new Reply(current));
                current.clear();
            }
        }
        if (!current.isEmpty()) {
            replies.add(new Reply(current));
        }
        return replies;
    }

    /** The code of the first line. */
    public int code() {
        return Integer.parseInt(lines.get(0).substring(0, 3));
    }

    /** Whether a server that sent this reply has said what this one expects. */
    public boolean allows(Reply sent) {
        int open = lines.get(0).indexOf(OPEN);
        if (open < 0) {
            return sent.equals(this);
        }
        String begin = lines.get(0).substring(4, open);
        String code = lines.get(0).substring(0, 3);
        return sent.lines.stream().allMatch(line -> line.startsWith(code) && line.startsWith(begin, 4))
                && Stream.of(lines.get(0).substring(open + OPEN.length()).split(", "))
                        .allMatch(sent::says);
    }

    /**
     * The same reply to EHLO of a server with its own name and other extensions: it offers the same mechanisms, and STARTTLS or
     * not. For the samples of the RFCs; another reply is returned as it is.
     */
    public Reply inOtherWords() {
        if (!lines.get(0).startsWith("250-") || lines.get(0).startsWith("250-2.")) {
            return this;
        }
        List<String> says = new ArrayList<>();
        for (String keyword : List.of("AUTH", "STARTTLS")) {
            says.add(lines.stream()
                    .map(line -> line.substring(4))
                    .filter(line -> line.toUpperCase(Locale.ROOT).startsWith(keyword))
                    .findFirst()
                    .orElse("no " + keyword));
        }
        return new Reply(List.of("250 " + OPEN + String.join(", ", says)));
    }

    private boolean says(String what) {
        return what.startsWith("no ")
                ? lines.stream().noneMatch(line -> line.startsWith(what.substring(3), 4))
                : what.isEmpty()
                        || lines.stream().anyMatch(line -> line.substring(4).equals(what));
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
