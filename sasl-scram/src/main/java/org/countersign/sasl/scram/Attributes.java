package org.countersign.sasl.scram;

import java.util.Arrays;
import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the attributes of a message (RFC 5802, section 7) from left to right, each once:
 *
 * <pre>
 *   attr-val = ALPHA "=" value
 *   value    = 1*(any character of UTF-8 but NUL and ",")
 * </pre>
 *
 * <p>The order is fixed, so whoever parses says which one has to come next.
 */
final class Attributes {
    private final byte[] octets;
    private final String message;
    private int position;

    private Attributes(byte[] octets, String message) {
        this.octets = octets;
        this.message = message;
    }

    /** The attributes of these octets; null if they are not UTF-8, or hold a NUL (SCRAM-07). */
    static @Nullable Attributes of(byte[] octets) {
        String text = Utf8.decode(octets);
        return text == null || text.indexOf('\0') >= 0 ? null : new Attributes(octets, text);
    }

    String message() {
        return message;
    }

    /** Where the next attribute begins; behind the end of the message there is none. */
    int position() {
        return position;
    }

    /** The octets of all that has been taken, the last comma included; there is more. */
    byte[] taken() {
        return message.length() == octets.length // ASCII, as nearly always
                ? Arrays.copyOf(octets, position)
                : Utf8.encode(message.substring(0, position));
    }

    boolean atEnd() {
        return position > message.length();
    }

    /** Takes the next element if it is this, and says whether it was. */
    boolean take(String element) {
        int end = position + element.length();
        boolean comes =
                message.startsWith(element, position) && (end == message.length() || message.charAt(end) == ',');
        if (comes) {
            position = end + 1;
        }
        return comes;
    }

    /** What is between {@code start} and the next comma or the end, which is behind it. */
    private String takeFrom(int start) {
        int comma = message.indexOf(',', start);
        int end = comma < 0 ? message.length() : comma;
        position = end + 1;
        return message.substring(start, end);
    }

    /** The value of the next attribute if it is this one, and not empty; else null, and nothing is taken. */
    @Nullable
    String value(char name) {
        int start = position + 2;
        boolean comes = start < message.length()
                && message.charAt(position) == name
                && message.charAt(position + 1) == '='
                && message.charAt(start) != ',';
        return comes ? takeFrom(start) : null;
    }

    /** The value of the next attribute if it is this one, in canonical Base64 (SCRAM-09); else null. */
    byte @Nullable [] octets(char name) {
        String value = value(name);
        return value == null ? null : CanonicalBase64.decode(value);
    }

    /** The next attribute if it is a nonce, printable ASCII (SCRAM-07); else null. */
    @Nullable
    String nonce() {
        String value = value('r');
        return value != null && isPrintable(value) ? value : null;
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /**
     * Skips optional extensions, up to the attribute {@code p} of a proof or the end. They are ignored, but signed like the
     * rest; {@code m} must not be ignored (SCRAM-08).
     *
     * @return whether all that was skipped has the form of an extension
     */
    boolean skipExtensions() {
        while (!atEnd() && !message.startsWith("p=", position)) {
            String text = takeFrom(position);
            boolean extension = text.length() > 2 && isLetter(text.charAt(0)) && text.charAt(1) == '=';
            if (!extension || text.charAt(0) == 'm') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
