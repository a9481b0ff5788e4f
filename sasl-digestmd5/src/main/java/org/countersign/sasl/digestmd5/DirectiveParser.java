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

    private final byte[] octets;
    private final int end;
    private final Directives directives = new Directives();
    private int at;

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
        DirectiveParser parser = new DirectiveParser(value);
        parser.skip(TOKEN);
        return parser.at > 0 && parser.at == parser.end;
    }

    private boolean readList() {
        boolean any = false;
        for (skipSpace(); at < end; skipSpace()) {
            if (octets[at] == ',') { // null elements do not count
                at++;
            } else if (readDirective()) {
                any = true;
            } else {
                return false;
            }
        }
        return any;
    }

    /** A directive, and that it is the whole element. */
    private boolean readDirective() {
        int start = at;
        skip(TOKEN);
        int nameEnd = at;
        skipSpace();
        if (nameEnd == start || at == end || octets[at] != '=') {
            return false;
        }
        at++;
        skipSpace();
        byte[] value = at < end && octets[at] == '"' ? readQuoted() : readToken();
        skipSpace();
        if (value == null || (at < end && octets[at] != ',')) {
            return false;
        }
        Name name = Name.find(octets, start, nameEnd);
        if (name != null) {
            directives.add(name, value);
        }
        return true;
    }

    private byte @Nullable [] readToken() {
        int start = at;
        skip(TOKEN);
        return at == start ? null : Arrays.copyOfRange(octets, start, at);
    }

    private byte @Nullable [] readQuoted() {
        int start = ++at;
        int pairs = 0;
        for (skip(PLAIN); at < end && octets[at] != '"'; skip(PLAIN)) {
            if (octets[at] == '\\') {
                pairs++;
                at++;
                if (at == end || octets[at] < 0) {
                    return null;
                }
                at++;
            } else {
                int space = spaceAt(); // the only other control characters that TEXT has
                if (space == 0) {
                    return null;
                }
                at += space;
            }
        }
        return at == end ? null : unescape(start, at++, pairs);
    }

    private byte[] unescape(int from, int to, int pairs) {
        if (pairs == 0) {
            return Arrays.copyOfRange(octets, from, to);
        }
        byte[] value = new byte[to - from - pairs];
        for (int in = from, out = 0; out < value.length; in++, out++) {
            if (octets[in] == '\\') {
                in++;
            }
            value[out] = octets[in];
        }
        return value;
    }

    private void skip(boolean[] octetsOfAKind) {
        byte[] all = octets;
        int to = at; // both in registers
        while (to < all.length && octetsOfAKind[all[to] & 0xff]) {
            to++;
        }
        at = to;
    }

    private void skipSpace() {
        while (at < end && octets[at] <= ' ') { // hardly ever
            int space = spaceAt();
            if (space == 0) {
                return;
            }
            at += space;
        }
    }

    /** How many octets of LWS stand here, where there is one octet at least, as one. */
    private int spaceAt() {
        if (isBlank(at)) {
            return 1;
        }
        boolean folded = at + 2 < end && octets[at] == '\r' && octets[at + 1] == '\n' && isBlank(at + 2);
        return folded ? 3 : 0;
    }

    private boolean isBlank(int position) {
        return octets[position] == ' ' || octets[position] == '\t';
    }
}
