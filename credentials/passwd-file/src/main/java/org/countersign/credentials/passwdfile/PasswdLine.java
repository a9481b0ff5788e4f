package org.countersign.credentials.passwdfile;

import java.util.Map;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.prep.SaslPrep;
import org.countersign.sasl.server.PlainPasswordKind;

/**
 * One line, {@code name:{SCHEME}data}. What is wrong with one is told by an {@link IllegalArgumentException}, whose message
 * quotes nothing of it.
 *
 * @param user the name, prepared
 * @param data what stands behind the scheme; a password prepared
 */
record PasswdLine(String user, String scheme, String data) {
    /** In octets, without the line end. */
    static final int LONGEST = 4096;

    PasswdLine {
        require(!user.startsWith("#") && user.indexOf(':') < 0, "a name has no colon, and no # at its beginning");
        require(data.indexOf(':') < 0, "a colon in the data, or a field behind them that is not empty");
    }

    /** Reads a line with a scheme of one of these kinds. */
    static PasswdLine parse(String text, Map<String, VerifierKind<?>> kinds) {
        String line = withoutEmptyFields(text);
        int colon = line.indexOf(':');
        int brace = line.indexOf('}', colon);
        require(colon > 0 && line.startsWith("{", colon + 1) && brace > 0, "a line has the form name:{SCHEME}data");

        String user = prepared(line.substring(0, colon), "name");
        String scheme = line.substring(colon + 2, brace);
        String data = line.substring(brace + 1);
        VerifierKind<?> kind = kinds.get(scheme);
        if (kind == null) {
            throw new IllegalArgumentException("the scheme is none of " + String.join(", ", kinds.keySet()));
        }
        if (kind.scheme().equals(PlainPasswordKind.SCHEME)) {
            return new PasswdLine(user, scheme, prepared(data, "password"));
        }
        PasswdLine parsed = new PasswdLine(user, scheme, data);
        parsed.verify(kind);
        return parsed;
    }

    /** The form that {@link #parse} reads. */
    String text() {
        String text = user + ":{" + scheme + "}" + data;
        require(Utf8.encode(text).length <= LONGEST, "a line has at most " + LONGEST + " octets");
        return text;
    }

    /** As an account takes it. */
    String entry() {
        return "{" + scheme + "}" + data;
    }

    private void verify(VerifierKind<?> kind) {
        try {
            kind.parse(data);
        } catch (IllegalArgumentException e) {
            // without the cause: a kind that somebody else wrote may quote what it could not read
            throw new IllegalArgumentException("the data are not those of {" + scheme + "}");
        }
    }

    private static String withoutEmptyFields(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ':') {
            end--;
        }
        return text.substring(0, end);
    }

    /** What is stored, or an exception about what it is. */
    static String prepared(String text, String what) {
        String prepared = SaslPrep.stored(text);
        if (prepared == null) {
            throw new IllegalArgumentException("the " + what + " is empty, or SASLprep (RFC 4013) refuses it");
        }
        return prepared;
    }

    private static void require(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalArgumentException(reason);
        }
    }

    @Override
    public String toString() {
        return "PasswdLine[" + user + ", " + scheme + "]";
    }
}
