package org.countersign.sasl.prep;

import com.ongres.stringprep.Option;
import java.util.EnumSet;
import net.jcip.annotations.ThreadSafe;

/**
 * The profile "trace" of stringprep (RFC 4505, section 3), for what anonymous clients say of themselves. It maps and
 * normalises nothing, so text is permitted as it is or not at all.
 *
 * <p>Refused are control characters, private use, non-characters, unpaired surrogates, characters that are inappropriate
 * for plain text, change how text is displayed or are tags, and text that mixes directions (RFC 3454 6). Spaces of any
 * kind, and code points that Unicode 3.2 has not assigned, are permitted; so is empty text.
 */
@ThreadSafe
public final class TracePrep {
    private static final Checks PROFILE = new Checks(EnumSet.of(
            Option.FORBID_ASCII_CONTROL, // C.2.1
            Option.FORBID_NON_ASCII_CONTROL, // C.2.2
            Option.FORBID_PRIVATE_USE, // C.3
            Option.FORBID_NON_CHARACTER, // C.4
            Option.FORBID_SURROGATE, // C.5
            Option.FORBID_INAPPROPRIATE_FOR_PLAIN_TEXT, // C.6
            Option.FORBID_CHANGE_DISPLAY_AND_DEPRECATED, // C.8
            Option.FORBID_TAGGING, // C.9
            Option.CHECK_BIDI));

    private TracePrep() {}

    /** Whether the text may be sent and taken as a trace; takes time in proportion to its length. */
    public static boolean permits(String text) {
        return text.isEmpty() || PROFILE.permit(text);
    }
}
