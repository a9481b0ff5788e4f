package org.countersign.sasl.prep;

import java.util.regex.Pattern;

/** Text for tests, in which {@code [XXXX]} is the code point, or the surrogate, of that hexadecimal number. */
final class CodePoints {

    private static final Pattern ONE = Pattern.compile("\\[([0-9A-F]{4,6})]");

    private CodePoints() {}

    static String decode(String text) {
        return ONE.matcher(text).replaceAll(match -> Character.toString(Integer.parseInt(match.group(1), 16)));
    }
}
