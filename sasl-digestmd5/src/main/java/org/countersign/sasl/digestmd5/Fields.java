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
        colon();
        System.arraycopy(field, 0, joined, at, field.length);
        at += field.length;
        return this;
    }

    /** {@code HEX(octets)} as the next field. */
    Fields hex(byte[] octets) {
        colon();
        Hex.encode(octets, 0, octets.length, joined, at);
        at += 2 * octets.length;
        return this;
    }

    private void colon() {
        if (at > 0) {
            joined[at++] = ':';
        }
    }

    /** The whole, not a copy. */
    byte[] joined() {
        return joined;
    }
}
