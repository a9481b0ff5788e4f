package org.countersign.app.server;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A MAIL or RCPT command (RFC 5321, sections 4.1.1.2, 4.1.1.3 and 4.1.2).
 *
 * @param path the mailbox, without source route and brackets; empty for {@code <>}
 * @param parameterText what stands behind the path, as received
 * @param parameters values by keyword in upper case, in the order received; empty text where there is no value
 */
record PathCommand(String path, String parameterText, Map<String, String> parameters) {
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++";
    private static final String QUOTED = "\"(?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\\x20-\\x7E])*+\"";
    private static final String LOCAL_PART = "(?:" + ATOM + "(?:\\." + ATOM + ")*+|" + QUOTED + ")";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String DOMAIN = LABEL + "(?:\\." + LABEL + ")*+";
    private static final String LITERAL = "\\[[\\x21-\\x5A\\x5E-\\x7E]++]";
    /** A source route must be accepted and should be ignored (section 4.1.1.3). */
    private static final String ROUTE = "(?:@" + DOMAIN + "(?:,@" + DOMAIN + ")*+:)?+";

    private static final Pattern PATH =
            Pattern.compile("<" + ROUTE + "((?<local>" + LOCAL_PART + ")@(?<domain>" + DOMAIN + "|" + LITERAL + "))>");
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*+)(?:=([\\x21-\\x3C\\x3E-\\x7E]++))?+");

    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_DOMAIN = 255;
    /** Section 4.5.3.1.3, without the brackets. */
    private static final int LONGEST_PATH = 254;

    /** The command {@code MAIL FROM:<path> parameters}, whose path may be empty. */
    static Optional<PathCommand> mail(String line) {
        return parse(line, "MAIL FROM:", "<>");
    }

    /** The command {@code RCPT TO:<path> parameters}, where {@code postmaster} needs no domain. */
    static Optional<PathCommand> rcpt(String line) {
        return parse(line, "RCPT TO:", "<postmaster>");
    }

    private static Optional<PathCommand> parse(String line, String begin, String special) {
        if (!line.regionMatches(true, 0, begin, 0, begin.length())) {
            return Optional.empty();
        }
        String rest = line.substring(begin.length()).stripTrailing(); // section 4.1.1: trailing blanks are tolerated
        if (rest.regionMatches(true, 0, special, 0, special.length())) {
            return of(special.substring(1, special.length() - 1), rest.substring(special.length()));
        }
        Matcher matcher = PATH.matcher(rest);
        if (!matcher.lookingAt() || tooLong(matcher)) {
            return Optional.empty();
        }
        return of(matcher.group(1), rest.substring(matcher.end()));
    }

    private static boolean tooLong(Matcher path) {
        return path.group(1).length() > LONGEST_PATH
                || path.group("local").length() > LONGEST_LOCAL_PART
                || path.group("domain").length() > LONGEST_DOMAIN;
    }

    private static Optional<PathCommand> of(String path, String parameterText) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!parameterText.isEmpty()) {
            if (parameterText.charAt(0) != ' ') {
                return Optional.empty();
            }
            for (String word : parameterText.substring(1).split(" ", -1)) {
                Matcher matcher = PARAMETER.matcher(word);
                if (!matcher.matches()) {
                    return Optional.empty();
                }
                String value = matcher.group(2) == null ? "" : matcher.group(2);
                if (parameters.putIfAbsent(matcher.group(1).toUpperCase(Locale.ROOT), value) != null) {
                    return Optional.empty(); // section 4.1.1.11: a keyword stands once
                }
            }
        }
        return Optional.of(new PathCommand(path, parameterText.strip(), parameters));
    }
}
