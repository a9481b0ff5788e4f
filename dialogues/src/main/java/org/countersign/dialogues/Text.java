package org.countersign.dialogues;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jcip.annotations.Immutable;

/**
 * The escapes of a line: <code>{xHH}</code> is an octet, <code>{x20}</code> where a blank ends the line; <code>{c*n}</code> the
 * character {@code c}, n times; <code>{=text}</code> the Base64 of the text, in which {@code \0} is an octet 0.
 */
@Immutable
public final class Text {
    private static final Pattern ESCAPE = Pattern.compile("\\{(?:x([0-9A-F]{2})|(.)\\*([0-9]+)|=([^}]*))}");

    private Text() {}

    /** The text without escapes; characters up to U+00FF, each an octet. */
    public static String unescape(String line) {
        return ESCAPE.matcher(line).replaceAll(escape -> Matcher.quoteReplacement(octets(escape)));
    }

    private static String octets(MatchResult escape) {
        if (escape.group(1) != null) {
            return String.valueOf((char) Integer.parseInt(escape.group(1), 16));
        }
        if (escape.group(2) != null) {
            return escape.group(2).repeat(Integer.parseInt(escape.group(3)));
        }
        String plain = escape.group(4).replace("\\0", "\0");
        return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
