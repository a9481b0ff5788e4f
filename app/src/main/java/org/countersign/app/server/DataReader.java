package org.countersign.app.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Takes the octets behind DATA, in any pieces, up to the line with a single dot, and takes the dots off that the client has
 * put before lines (RFC 5321, section 4.5.2). Only CRLF ends a line: a lone CR or LF is an error, because another server
 * may take it for a line's end and so see another message (section 2.3.8). All other octets stay as they are.
 */
final class DataReader {
    enum Progress {
        /** Everything that came has been taken; there is more. */
        MORE,
        /** The dot has been taken, and no octet behind it. */
        END,
        /** There was a lone CR or LF; nothing may be read any more. */
        BARE_CR_OR_LF
    }

    private enum At {
        LINE_START,
        TEXT,
        CR,
        DOT,
        DOT_CR
    }

    private final long limit;
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private At at = At.LINE_START;
    private long size;

    /** A reader that keeps {@code limit} octets at most. */
    DataReader(long limit) {
        this.limit = limit;
    }

    Progress read(ByteBuffer in) {
        while (in.hasRemaining()) {
            Progress progress = take(in.get());
            if (progress != Progress.MORE) {
                return progress;
            }
        }
        return Progress.MORE;
    }

    private Progress take(byte octet) {
        boolean afterCr = at == At.CR || at == At.DOT_CR;
        if (afterCr != (octet == '\n')) {
            return Progress.BARE_CR_OR_LF;
        }
        switch (at) {
            case DOT_CR -> {
                return Progress.END;
            }
            case CR -> {
                keep('\r');
                keep(octet);
                at = At.LINE_START;
            }
            case LINE_START, TEXT, DOT -> {
                if (octet == '\r') {
                    at = at == At.DOT ? At.DOT_CR : At.CR;
                } else if (octet == '.' && at == At.LINE_START) {
                    at = At.DOT;
                } else {
                    keep(octet);
                    at = At.TEXT;
                }
            }
        }
        return Progress.MORE;
    }

    private void keep(int octet) {
        size++;
        if (size <= limit) {
            part.write(octet);
        }
    }

    /** Whether there were more octets than are kept. */
    boolean tooLarge() {
        return size > limit;
    }

    /** How many octets {@link #takePart} would return. */
    int partSize() {
        return part.size();
    }

    /** What has been read since the last call. */
    byte[] takePart() {
        byte[] taken = part.toByteArray();
        part.reset();
        return taken;
    }
}
