package org.countersign.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A line {@code AUTH mechanism [initial-response]} (RFC 4954, section 8). */
sealed interface AuthCommand {

    /**
     * A well-formed command.
     *
     * @param mechanism in upper case (SASL-01)
     * @param initialResponse null: absent, empty: {@code =} (SMTP-11)
     */
    record Start(String mechanism, byte @Nullable [] initialResponse) implements AuthCommand {}

    /** Any other line that begins with the verb. */
    record Refused(SmtpReply reply) implements AuthCommand {}

    /** Parses a whole line, tolerating more than one blank between words, and blanks at the end. */
    static AuthCommand parse(byte[] line) {
        Words words = new Words(line);
        words.next();
        if (!words.next()) {
            return new Refused(Replies.AUTH_ARGUMENTS);
        }
        String mechanism = new String(line, words.start, words.end - words.start, StandardCharsets.ISO_8859_1)
                .toUpperCase(Locale.ROOT);
        if (!words.next()) {
            return new Start(mechanism, null);
        }
        int start = words.start;
        int end = words.end;
        if (words.next()) {
            return new Refused(Replies.AUTH_ARGUMENTS);
        }
        boolean empty = end - start == 1 && line[start] == '=';
        byte[] initialResponse = empty ? new byte[0] : StrictBase64.decode(line, start, end);
        return initialResponse == null ? new Refused(Replies.MALFORMED) : new Start(mechanism, initialResponse);
    }

    /** The words of a line, one after the other, without a copy: the third may be a password. */
    final class Words {
        private final byte[] line;
        private int start;
        private int end;

        Words(byte[] line) {
            this.line = line;
        }

        /** Goes to the next word; false if there is none. */
        boolean next() {
            start = end;
            while (start < line.length && line[start] == ' ') {
                start++;
            }
            end = start;
            while (end < line.length && line[end] != ' ') {
                end++;
            }
            return end > start;
        }
    }
}
