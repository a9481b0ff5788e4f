package org.countersign.sasl.digestmd5;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Set;
import org.countersign.sasl.testkit.MechanismProfile;
import org.countersign.sasl.testkit.MechanismProfile.Positions;
import org.countersign.sasl.testkit.Side;

/** What the outer hash of DIGEST-MD5 does not cover (RFC 6331, item 4). */
final class Profiles {
    private static final String GRAMMAR = "RFC 2831, section 7.1: implied LWS, null elements, names in either case";

    private Profiles() {}

    /** The octets of the three messages in which a change is not noticed, because it changes nothing that is hashed. */
    static MechanismProfile.Builder forgiving(MechanismProfile.Builder profile) {
        return profile.unauthenticated(Side.SERVER, 0, outside("qop", "charset", "algorithm", "cipher"), GRAMMAR)
                .unauthenticated(Side.CLIENT, 0, outside("charset", "cipher"), GRAMMAR)
                .unauthenticated(Side.SERVER, 1, outside(), GRAMMAR);
    }

    /**
     * Names, whose letters may be upper case; where blanks may stand, which is before each token and separator; and the
     * values of these directives, which are compared without regard to case.
     */
    private static Positions outside(String... caseless) {
        return (message, position) -> {
            String text = new String(message, ISO_8859_1) + ",";
            char octet = text.charAt(position);
            int start = startOfDirective(text, position);
            int equals = text.indexOf('=', start);
            if (octet == ',' && isSeparator(text, position)) {
                return true;
            }
            if (position <= equals + 1) {
                return position >= equals || Character.isLetter(octet);
            }
            return Set.of(caseless).contains(text.substring(start, equals))
                    && (Character.isLetter(octet) || octet == '"' || octet == ',' || text.charAt(position - 1) == '"');
        };
    }

    private static int startOfDirective(String text, int position) {
        int start = 0;
        for (int i = 0; i < position; i++) {
            if (text.charAt(i) == ',' && isSeparator(text, i)) {
                start = i + 1;
            }
        }
        return start;
    }

    /** Whether it is not within quotes. */
    private static boolean isSeparator(String text, int position) {
        return text.substring(0, position).chars().filter(c -> c == '"').count() % 2 == 0;
    }
}
