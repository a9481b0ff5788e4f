package org.countersign.sasl.digestmd5;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.countersign.sasl.crypto.Hex;
import org.countersign.sasl.digestmd5.Directive.Name;

/** Writes a message as every client reads it: no blanks, nothing quoted that need not be. */
final class DirectiveWriter {
    private byte[] message;
    private int length;

    /** Begins a message that has about so many octets. */
    DirectiveWriter(int expected) {
        message = new byte[expected];
    }

    DirectiveWriter token(Name name, String ascii) {
        return token(name, ascii.getBytes(StandardCharsets.US_ASCII));
    }

    DirectiveWriter token(Name name, byte[] value) {
        name(name, value.length);
        append(value);
        return this;
    }

    /** In lower-case hexadecimal digits. */
    DirectiveWriter hexadecimal(Name name, byte[] octets) {
        int digits = 2 * octets.length;
        name(name, digits);
        Hex.encode(octets, 0, octets.length, message, length);
        length += digits;
        return this;
    }

    /** As a quoted-string (DIG-03). */
    DirectiveWriter quoted(Name name, byte[] value) {
        name(name, 2 * value.length + 2);
        byte[] to = message;
        int at = length;
        to[at++] = '"';
        for (byte octet : value) {
            if (octet == '"' || octet == '\\' || (octet >= 0 && octet < ' ') || octet == 0x7f) {
                to[at++] = '\\';
            }
            to[at++] = octet;
        }
        to[at++] = '"';
        length = at;
        return this;
    }

    /** As a list within a quoted-string. */
    DirectiveWriter quoted(Name name, List<String> ascii) {
        return quoted(name, String.join(",", ascii).getBytes(StandardCharsets.US_ASCII));
    }

    /** Directives that have been written before. */
    DirectiveWriter written(byte[] directives) {
        begin(directives.length);
        append(directives);
        return this;
    }

    /** Makes room for the value as well. */
    private void name(Name name, int valueLength) {
        byte[] spelling = name.spelling();
        begin(spelling.length + 1 + valueLength);
        append(spelling);
        message[length++] = '=';
    }

    /** Makes room for a directive of so many octets, or less, and puts a comma before it unless it is the first. */
    private void begin(int octets) {
        boolean first = length == 0;
        int needed = length + (first ? 0 : 1) + octets;
        if (message.length < needed) {
            message = Arrays.copyOf(message, 2 * needed);
        }
        if (!first) {
            message[length++] = ',';
        }
    }

    private void append(byte[] octets) {
        System.arraycopy(octets, 0, message, length, octets.length);
        length += octets.length;
    }

    byte[] octets() {
        return length == message.length ? message : Arrays.copyOf(message, length);
    }
}
