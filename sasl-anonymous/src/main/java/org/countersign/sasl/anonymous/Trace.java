package org.countersign.sasl.anonymous;

import java.util.regex.Pattern;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.prep.TracePrep;
import org.jspecify.annotations.Nullable;

/**
 * The one message (RFC 4505, section 2), prepared as section 3 says:
 *
 * <pre>
 *   message = [ email / token ]
 *   token   = 1*255TCHAR    ; any character but "@"
 *   email   = addr-spec     ; RFC 2822, section 3.4.1
 * </pre>
 *
 * @param text possibly empty
 */
record Trace(String text) {
    /** 255 characters of four octets. */
    static final int LONGEST = 1020;

    private static final int LONGEST_TOKEN = 255;
    private static final String DOT_ATOM = "[\\w!#$%&'*+/=?^`{|}~-]++(?:\\.[\\w!#$%&'*+/=?^`{|}~-]++)*+";
    private static final String QUOTED_STRING = "\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*+\"";
    private static final String DOMAIN_LITERAL = "\\[(?:[ !-Z^-~]|\\\\[ -~])*+\\]";

    /** Without comments, without the obsolete forms. */
    private static final Pattern ADDR_SPEC =
            Pattern.compile("(?:" + DOT_ATOM + "|" + QUOTED_STRING + ")@(?:" + DOT_ATOM + "|" + DOMAIN_LITERAL + ")");

    /** The trace that these octets are, or null. */
    static @Nullable Trace parse(byte[] octets) {
        String text = Utf8.decode(octets);
        return text == null ? null : of(text);
    }

    /** The trace of this text, or null if it may not be one. */
    static @Nullable Trace of(String text) {
        boolean email = text.indexOf('@') >= 0;
        boolean form = email ? isEmail(text) : text.codePointCount(0, text.length()) <= LONGEST_TOKEN;
        return form && TracePrep.permits(text) ? new Trace(text) : null;
    }

    private static boolean isEmail(String text) {
        return text.length() <= LONGEST && ADDR_SPEC.matcher(text).matches();
    }

    byte[] encode() {
        return Utf8.encode(text);
    }
}
