package org.countersign.sasl.prep;

import com.ongres.saslprep.SASLprep;
import com.ongres.stringprep.Option;
import com.ongres.stringprep.Profile;
import com.ongres.stringprep.Tables;
import java.text.Normalizer;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * The steps of RFC 3454 3 to 7 under the profile of RFC 4013. The tables, and the checks of the result, are the
 * library's. It maps and normalises too, but with the Unicode version of the JDK, which changes code points that
 * Unicode 3.2 has not assigned and hides them from the check for stored strings; it lets two unpaired surrogates become
 * a pair when what is between them is mapped to nothing; and it throws IndexOutOfBoundsException when nothing is left.
 */
final class Preparation {

    /** Of the result: what is prohibited (RFC 4013 2.3), and its directions (2.4). */
    private static final Checks RESULT = checksOf(new SASLprep());

    private Preparation() {}

    static @Nullable String of(String text, boolean stored) {
        String mapped = map(text, stored);
        if (mapped == null) {
            return null;
        }
        String prepared = normalize(mapped);
        return !prepared.isEmpty() && RESULT.permit(prepared) ? prepared : null;
    }

    /** RFC 4013 2.1; null if there is an unpaired surrogate, or, in what is stored, an unassigned code point. */
    private static @Nullable String map(String text, boolean stored) {
        StringBuilder mapped = new StringBuilder(text.length());
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (Tables.prohibitionSurrogateCodes(codePoint) || (stored && Tables.unassignedCodePoints(codePoint))) {
                return null;
            }
            if (Tables.mapToNothing(codePoint)) {
                continue;
            }
            mapped.appendCodePoint(Tables.prohibitionNonAsciiSpace(codePoint) ? ' ' : codePoint);
        }
        return mapped.toString();
    }

    /**
     * NFKC of Unicode 3.2 (RFC 4013 2.2). There, a code point that is not assigned stays as it is and does not combine:
     * what is before and after it can be normalised by itself, by the JDK's later version, for later versions never
     * change the normal form of what is assigned.
     */
    private static String normalize(String text) {
        StringBuilder normal = new StringBuilder(text.length());
        int from = 0;
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (Tables.unassignedCodePoints(codePoint)) {
                normal.append(nfkc(text, from, i)).appendCodePoint(codePoint);
                from = i + Character.charCount(codePoint);
            }
        }
        return normal.append(nfkc(text, from, text.length())).toString();
    }

    private static String nfkc(String text, int from, int to) {
        return Normalizer.normalize(text.substring(from, to), Normalizer.Form.NFKC);
    }

    private static Checks checksOf(Profile profile) {
        EnumSet<Option> checks = EnumSet.copyOf(profile.profile());
        checks.remove(Option.MAP_TO_NOTHING);
        checks.remove(Option.ADDITIONAL_MAPPING);
        checks.remove(Option.NORMALIZE_KC);
        return new Checks(checks);
    }
}
