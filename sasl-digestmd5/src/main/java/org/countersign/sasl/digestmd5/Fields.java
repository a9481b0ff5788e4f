package org.countersign.sasl.digestmd5;

import org.countersign.sasl.crypto.Hex;

/** {@code field ":" field ":" ...}, all that is ever hashed, written in place: a secret among the fields is nowhere else. */
final class Fields {
    private final byte[] joined;
    private int at;

    /** Fields that have so many octets altogether, with the colons. */
    Fields(int length) {
        joined = new byte[length];
    }

    /** The next field. */
    Fields octets(byte[] field) {
        System.arraycopy(field, 0, joined, at, field.length);
        return ends(at + field.length);
    }

    /** {@code HEX(octets)} as the next field. */
    Fields hex(byte[] octets) {
        Hex.encode(octets, 0, octets.length, joined, at);
        return ends(at + 2 * octets.length);
    }

    /** A field ends here, with a colon unless it is the last; it may be empty, as the method of the server's A2 is. */
    private Fields ends(int end) {
        at = end;
        if (at < joined.length) {
            joined[at++] = ':';
        }
        return this;
    }

    /** The whole, not a copy. */
    byte[] joined() {
        return joined;
    }
}
