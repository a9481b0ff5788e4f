package org.countersign.smtp;

import java.util.regex.Pattern;

/** The syntax of a mailbox (RFC 5321, section 4.1.2), with the sizes of section 4.5.3.1. */
final class Mailbox {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++";
    private static final Pattern LOCAL_PART = Pattern.compile(
            // Dot-string / Quoted-string
            ATOM + "(?:\\." + ATOM + ")*+|\"(?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\\x20-\\x7E])*+\"");

    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

    private static final String SNUM = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String IPV4 = SNUM + "(?:\\." + SNUM + "){3}";
    private static final Pattern LITERAL = Pattern.compile(
            // General-address-literal, of which IPv6 is one; what an IPv6 address is nobody here needs to know
            "\\[(?:" + IPV4 + "|[A-Za-z0-9-]{0,30}[A-Za-z0-9]:[\\x21-\\x5A\\x5E-\\x7E]+)]");

    private Mailbox() {}

    static boolean isValid(String text) {
        // a quoted local part may have "@", a domain has not
        int at = text.lastIndexOf('@');
        return at > 0
                && at <= LONGEST_LOCAL_PART
                && text.length() <= LONGEST
                && LOCAL_PART.matcher(text.substring(0, at)).matches()
                && isDomain(text.substring(at + 1));
    }

    /** What stands behind the last {@code @}, empty where there is none; nothing is checked. */
    static String domain(String mailbox) {
        int at = mailbox.lastIndexOf('@');
        return at < 0 ? "" : mailbox.substring(at + 1);
    }

    /** The text in lower case, ASCII letters only: Unicode has letters whose lower case is an ASCII one. */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            folded.append(character >= 'A' && character <= 'Z' ? (char) (character + ('a' - 'A')) : character);
        }
        return folded.toString();
    }

    private static boolean isDomain(String text) {
        return DOMAIN.matcher(text).matches() || LITERAL.matcher(text).matches();
    }
}
