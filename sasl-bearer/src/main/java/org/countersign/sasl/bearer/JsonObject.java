package org.countersign.sasl.bearer;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object (RFC 8259), strictly, in linear time, and not deeper than it must; keeps its strings only. */
final class JsonObject {
    private static final int DEEPEST = 8;
    private static final int END = -1;
    private static final Pattern LITERAL =
            Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

    /** Stands for every value that is not a string. */
    private static final Object OTHER = new Object();

    private final String text;
    private final Matcher literal;
    private int at;

    private JsonObject(String text) {
        this.text = text;
        this.literal = LITERAL.matcher(text);
    }

    /**
     * The members that are strings, by name.
     *
     * @return null if the text is not one JSON object, or the object has two members of the same name
     */
    static @Nullable Map<String, String> strings(String text) {
        JsonObject reader = new JsonObject(text);
        Map<String, Object> members = reader.object(1);
        if (members == null || reader.peek() != END) {
            return null;
        }
        Map<String, String> strings = new HashMap<>();
        members.forEach((name, value) -> {
            if (value instanceof String string) {
                strings.put(name, string);
            }
        });
        return strings;
    }

    private @Nullable Map<String, Object> object(int depth) {
        Map<String, Object> members = new HashMap<>();
        if (!take('{')) {
            return null;
        }
        if (take('}')) {
            return members;
        }
        do {
            String name = string();
            Object value = name != null && take(':') ? value(depth) : null;
            if (value == null || members.put(name, value) != null) {
                return null;
            }
        } while (take(','));
        return take('}') ? members : null;
    }

    private boolean array(int depth) {
        if (!take('[')) {
            return false;
        }
        if (take(']')) {
            return true;
        }
        do {
            if (value(depth) == null) {
                return false;
            }
        } while (take(','));
        return take(']');
    }

    /** A string, {@link #OTHER} for another value, null if there is none. */
    private @Nullable Object value(int depth) {
        return switch (peek()) {
            case '"' -> string();
            case '{' -> depth < DEEPEST && object(depth + 1) != null ? OTHER : null;
            case '[' -> depth < DEEPEST && array(depth + 1) ? OTHER : null;
            default -> literal() ? OTHER : null;
        };
    }

    private boolean literal() {
        boolean found = literal.region(at, text.length()).lookingAt();
        at = found ? literal.end() : at;
        return found;
    }

    private @Nullable String string() {
        if (!take('"')) {
            return null;
        }
        StringBuilder string = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return string.toString();
            }
            int decoded = c == '\\' ? escape() : c < ' ' ? END : c;
            if (decoded == END) {
                return null;
            }
            string.append((char) decoded);
        }
        return null;
    }

    private int escape() {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> END;
        };
    }

    private int unicode() {
        int code = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), 16) : END;
            if (digit == END) {
                return END;
            }
            code = code * 16 + digit;
        }
        return code;
    }

    private boolean take(char c) {
        boolean there = peek() == c;
        at += there ? 1 : 0;
        return there;
    }

    /** The next character that is not a blank, which is not taken; {@link #END} when there is none. */
    private int peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : END;
    }
}
