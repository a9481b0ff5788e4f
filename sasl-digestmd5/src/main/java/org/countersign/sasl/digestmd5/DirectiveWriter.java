package org.countersign.sasl.digestmd5;

import java.nio.charset.StandardCharsets;
import org.countersign.sasl.digestmd5.Directive.Name;

/**
 * Writes a message as every client reads it: no blanks, nothing quoted that need not be. Characters stand for octets
 * meanwhile (ISO 8859-1).
 */
final class DirectiveWriter {
    private final StringBuilder message = new StringBuilder(320);

    DirectiveWriter token(Name name, String value) {
        name(name).append(value);
        return this;
    }

    /** As a quoted-string (DIG-03). */
    DirectiveWriter quoted(Name name, byte[] value) {
        name(name).append('"');
        for (byte octet : value) {
            if (octet == '"' || octet == '\\' || (octet >= 0 && octet < ' ') || octet == 0x7f) {
                message.append('\\');
            }
            message.append((char) (octet & 0xff));
        }
        message.append('"');
        return this;
    }

    DirectiveWriter quoted(Name name, String ascii) {
        return quoted(name, ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private StringBuilder name(Name name) {
        if (message.length() > 0) {
            message.append(',');
        }
        return message.append(name).append('=');
    }

    byte[] octets() {
        return message.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
