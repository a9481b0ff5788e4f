package org.countersign.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * A reply of an SMTP server (RFC 5321, section 4.2): a code, an enhanced code (RFC 2034) where there is one, and one or
 * more lines of text.
 *
 * @param code 200 to 599
 * @param enhancedCode {@code class.subject.detail}, or null: none, as in 3xx replies and those to EHLO (CODE-01)
 * @param text the lines without codes, at least one, possibly empty; no control characters
 */
@Immutable
public record SmtpReply(int code, @Nullable String enhancedCode, List<String> text) {
    private static final int CHALLENGE = 334;
    /** RFC 5321, section 4.5.3.1.5, without CRLF. */
    private static final int LONGEST_LINE = 510;

    private static final Pattern ENHANCED_CODE = Pattern.compile("[245]\\.[0-9]{1,3}\\.[0-9]{1,3}");

    /**
     * A reply with these parts.
     *
     * @throws IllegalArgumentException if a part does not have the form that is described above, or the enhanced code
     *     is of another class than the code (CODE-02)
     */
    public SmtpReply {
        text = List.copyOf(text);
        check(code >= 200 && code <= 599, "a code is 200 to 599");
        check(enhancedCode == null || isEnhancedCode(enhancedCode, code), "not an enhanced code of this class");
        check(!text.isEmpty(), "a reply has a line");
        // a line break in a text would be a second reply
        check(text.stream().noneMatch(SmtpReply::hasControl), "a control character");
    }

    /**
     * A reply with an enhanced code.
     *
     * @throws IllegalArgumentException as the constructor does, and if a line is longer than 512 octets (ESMTP-01)
     */
    public static SmtpReply of(int code, String enhancedCode, String... text) {
        return new SmtpReply(code, Objects.requireNonNull(enhancedCode, "enhancedCode"), List.of(text)).bounded();
    }

    /**
     * A reply without enhanced code: a greeting, the answer to EHLO, a 354.
     *
     * @throws IllegalArgumentException as the constructor does, and if a line is longer than 512 octets (ESMTP-01)
     */
    public static SmtpReply plain(int code, String... text) {
        return new SmtpReply(code, null, List.of(text)).bounded();
    }

    /** The challenge of an exchange; an empty one is {@code 334} and a blank (SMTP-15). No line limit (SMTP-13). */
    static SmtpReply challenge(byte[] data) {
        return new SmtpReply(CHALLENGE, null, List.of(StrictBase64.encodeToString(data)));
    }

    static boolean isEnhancedCode(String text, int code) {
        return ENHANCED_CODE.matcher(text).matches() && text.charAt(0) - '0' == code / 100;
    }

    /** Whether the reply is a challenge, whose text is Base64. */
    public boolean isChallenge() {
        return code == CHALLENGE;
    }

    /** Whether the server closes the connection behind this reply (RFC 5321, section 3.8). */
    public boolean isClosing() {
        return code == 421;
    }

    /** The lines as they are sent, without CRLF. Those of a challenge are not for logs (SEC-07). */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(text.size());
        for (int i = 0; i < text.size(); i++) {
            StringBuilder line = new StringBuilder();
            append(i, line);
            lines.add(line.toString());
        }
        return lines;
    }

    private void append(int line, StringBuilder to) {
        to.append(code).append(line < text.size() - 1 ? '-' : ' ');
        if (enhancedCode != null) {
            to.append(enhancedCode).append(' ');
        }
        to.append(text.get(line));
    }

    /** The octets to send, with CRLF behind each line; ASCII unless the text is not, then UTF-8. A new array. */
    public byte[] encode() {
        StringBuilder all = new StringBuilder(128);
        for (int i = 0; i < text.size(); i++) {
            append(i, all);
            all.append("\r\n");
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The lines, but of a challenge only the code: for logs. */
    @Override
    public String toString() {
        return isChallenge() ? "334 ***" : String.join(" / ", lines());
    }

    private SmtpReply bounded() {
        check(lines().stream().allMatch(line -> Utf8.encode(line).length <= LONGEST_LINE), "a line is too long");
        return this;
    }

    private static boolean hasControl(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
