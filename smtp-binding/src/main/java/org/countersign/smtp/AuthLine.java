package org.countersign.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines that a client sends (RFC 4954, section 8), with CRLF. */
final class AuthLine {
    /** With CRLF; the initial response of a longer command has to wait (SMTP-12). */
    static final int LONGEST_COMMAND = 512;

    private static final byte[] CRLF = {'\r', '\n'};

    private AuthLine() {}

    /** {@code AUTH mechanism [initial-response]}: none for null, {@code =} for an empty one (SMTP-11). */
    static byte[] command(String mechanism, byte @Nullable [] initialResponse) {
        byte[] verb = ("AUTH " + mechanism).getBytes(StandardCharsets.US_ASCII);
        if (initialResponse == null) {
            return join(verb, CRLF);
        }
        byte[] base64 = initialResponse.length == 0 ? new byte[] {'='} : StrictBase64.encode(initialResponse);
        return join(verb, new byte[] {' '}, base64, CRLF);
    }

    /** A response; an empty one is an empty line (SMTP-11). */
    static byte[] response(byte @Nullable [] data) {
        return data == null ? CRLF.clone() : join(StrictBase64.encode(data), CRLF);
    }

    static byte[] cancel() {
        return join(new byte[] {'*'}, CRLF);
    }

    /** The parts, which are wiped, in one array. */
    private static byte[] join(byte[]... parts) {
        ByteBuffer line = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            line.put(part);
            if (part != CRLF) {
                Arrays.fill(part, (byte) 0);
            }
        }
        return line.array();
    }
}
