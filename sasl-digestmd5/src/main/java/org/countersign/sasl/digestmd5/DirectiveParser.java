package org.countersign.sasl.digestmd5;

import java.util.Arrays;
import org.countersign.sasl.digestmd5.Directive.Name;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message (RFC 2831, sections 7.1 and 7.2), each octet at most twice:
 *
 * <pre>
 *   message       = *( *LWS "," ) directive *( *LWS "," [ *LWS directive ] ) *LWS
 *   directive     = token *LWS "=" *LWS ( token / quoted-string )
 *   token         = 1*&lt;any CHAR except CTLs or separators&gt;
 *   quoted-string = &lt;"&gt; *( TEXT except &lt;"&gt; and "\" / "\" CHAR ) &lt;"&gt;
 *   LWS           = SP / HT / CRLF ( SP / HT )
 * </pre>
 *
 * <p>A value may be quoted where the RFC has a token, and the other way round: clients do both (DIG-11).
 */
final class DirectiveParser {
    private static final boolean[] TOKEN = new boolean[256];

    /** TEXT that stands for itself: no quote, no backslash, no control character. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int c = 0; c < 256; c++) {
            TOKEN[c] = c > ' ' && c <= '~' && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0;
            PLAIN[c] = c >= ' ' && c != 0x7f && c != '"' && c != '\\';
        }
    }

    private static final int NOWHERE = -1;

    private final byte[] octets;
    private final int end;
    private final Directives directives = new Directives();

    private DirectiveParser(byte[] octets) {
        this.octets = octets;
        this.end = octets.length;
    }

    /** The directives that we know; null if the octets are no list of directives (DIG-02, DIG-03). */
    static @Nullable Directives parse(byte[] octets) {
        DirectiveParser parser = new DirectiveParser(octets);
        return parser.readList() ? parser.directives : null;
    }

    /** Whether a value could stand without quotes. */
    static boolean isToken(byte[] value) {
        return value.length > 0 && new DirectiveParser(value).skip(TOKEN, 0) == value.length;
    }

    private boolean readList() {
        boolean any = false;
        int at = skipSpace(0);
        while (at < end) {
            if (octets[at] == ',') { // null elements do not count
                at = skipSpace(at + 1);
            } else {
                at = readDirective(at);
                if (at == NOWHERE) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    /** A directive, and that it is the whole element; where that ends, or nowhere. */
    private int readDirective(int start) {
        int nameEnd = skip(TOKEN, start);
        int equals = skipSpace(nameEnd);
        if (nameEnd == start || equals == end || octets[equals] != '=') {
            return NOWHERE;
        }
        int value = skipSpace(equals + 1);
        boolean quoted = value < end && octets[value] == '"';
        int valueStart = quoted ? value + 1 : value;
        int plainEnd = quoted ? skip(PLAIN, valueStart) : skip(TOKEN, valueStart);
        int valueEnd = quoted ? closingQuote(plainEnd) : plainEnd;
        if (valueEnd == (quoted ? end : valueStart)) {
            return NOWHERE;
        }
        int next = skipSpace(quoted ? valueEnd + 1 : valueEnd);
        if (next < end && octets[next] != ',') {
            return NOWHERE;
        }
        Name name = Name.find(octets, start, nameEnd);
        if (name != null) {
            directives.add(
                    name,
                    plainEnd == valueEnd
                            ? Arrays.copyOfRange(octets, valueStart, valueEnd)
                            : unescape(valueStart, valueEnd));
        }
        return next;
    }

    /** Where the quote stands that ends a string, of which some has been read; the end if nothing does. */
    private int closingQuote(int from) {
        int at = from;
        while (at < end && octets[at] != '"') {
            int more = octets[at] == '\\' ? pairAt(at) : spaceAt(at); // other control characters TEXT has not
            if (more == 0) {
                return end;
            }
            at = skip(PLAIN, at + more);
        }
        return at;
    }

    private byte[] unescape(int from, int to) {
        byte[] value = new byte[to - from];
        int length = 0;
        for (int at = from; at < to; at++) {
            if (octets[at] == '\\') {
                at++;
            }
            value[length++] = octets[at];
        }
        return Arrays.copyOf(value, length);
    }

    private int skip(boolean[] octetsOfAKind, int from) {
        byte[] all = octets; // in a register
        int at = from;
        while (at < all.length && octetsOfAKind[all[at] & 0xff]) {
            at++;
        }
        return at;
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < end && octets[at] <= ' ') { // hardly ever
            int space = spaceAt(at);
            if (space == 0) {
                return at;
            }
            at += space;
        }
        return at;
    }

    /** How many octets the quoted pair has that a backslash begins; 0 if it begins none. */
    private int pairAt(int at) {
        return at + 1 < end && octets[at + 1] >= 0 ? 2 : 0;
    }

    /** How many octets of LWS stand here, where there is one octet at least, as one. */
    private int spaceAt(int at) {
        if (isBlank(at)) {
            return 1;
        }
        boolean folded = at + 2 < end && octets[at] == '\r' && octets[at + 1] == '\n' && isBlank(at + 2);
        return folded ? 3 : 0;
    }

    private boolean isBlank(int at) {
        return octets[at] == ' ' || octets[at] == '\t';
    }
}
