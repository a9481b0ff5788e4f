package org.countersign.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dialogue as a text file. Each line begins with its kind: {@code C} a client's line, {@code S} a server's line,
 * {@code !} something that happens, {@code =} how it ended, {@code #} a comment. In a client's or server's line
 * <code>{xHH}</code> is an octet, <code>{x20}</code> where a blank ends the line, and <code>{c*n}</code> the character {@code c}, n times; CRLF is added.
 */
record Dialogue(List<Step> steps) {
    private static final Pattern ESCAPE = Pattern.compile("\\{(?:x([0-9A-F]{2})|(.)\\*([0-9]+))}");

    record Step(char kind, String text) {}

    static Dialogue read(String file) throws IOException {
        List<Step> steps = new ArrayList<>();
        try (InputStream in = Dialogue.class.getResourceAsStream(file)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && line.charAt(0) != '#') {
                    steps.add(step(line));
                }
            }
        }
        return new Dialogue(steps);
    }

    private static Step step(String line) {
        int start = Math.min(line.length(), line.charAt(1) == ':' ? 3 : 2);
        return new Step(line.charAt(0), ESCAPE.matcher(line.substring(start)).replaceAll(Dialogue::unescape));
    }

    private static String unescape(MatchResult escape) {
        String text = escape.group(1) != null
                ? String.valueOf((char) Integer.parseInt(escape.group(1), 16))
                : escape.group(2).repeat(Integer.parseInt(escape.group(3)));
        return Matcher.quoteReplacement(text);
    }
}
