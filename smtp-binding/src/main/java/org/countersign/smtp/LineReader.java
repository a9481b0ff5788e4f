package org.countersign.smtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.countersign.sasl.MechanismInfo;
import org.jspecify.annotations.Nullable;

/**
 * Cuts octets that come in any pieces into lines that end in CRLF. It never takes octets behind the line that it returns:
 * they belong to whoever comes next, be it TLS (TLS-06) or a security layer (TLS-07).
 */
final class LineReader {
    private static final int SUFFICIENT = 12288;
    /** {@code AUTH}, the longest name, and the blanks between. */
    private static final int COMMAND = 26;

    private static final int USUAL_LINE = 128;

    private int limit;
    private byte[] octets = new byte[USUAL_LINE];
    private int length;
    private boolean afterCr;
    /** What is wrong with the line, so that the rest of it is dropped; null: nothing. */
    private Line.@Nullable Fault fault;

    /** What the largest message of any of these mechanisms needs, and not less than RFC 4954, section 4, considers. */
    static int limit(List<MechanismInfo> mechanisms) {
        int largest =
                mechanisms.stream().mapToInt(MechanismInfo::maxMessage).max().orElse(0);
        return Math.max(SUFFICIENT, COMMAND + StrictBase64.encodedLength(largest));
    }

    /** A reader of lines of at most {@code limit} octets, CRLF not counted. */
    LineReader(int limit) {
        this.limit = limit;
    }

    /** From now on lines of at most {@code octetsOfLine}; what has been collected stays. */
    void limit(int octetsOfLine) {
        limit = octetsOfLine;
    }

    /** The next line or fault; empty when {@code in} is used up before. */
    Optional<Line> read(ByteBuffer in) {
        while (in.hasRemaining()) {
            Line line = take(in.get());
            if (line != null) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private @Nullable Line take(byte octet) {
        boolean wasCr = afterCr;
        afterCr = octet == '\r';
        if (octet == '\n') {
            return wasCr ? end() : report(Line.Fault.BARE_CR_OR_LF);
        }
        if (wasCr) {
            return report(Line.Fault.BARE_CR_OR_LF);
        }
        if (octet == 0) {
            return report(Line.Fault.NUL);
        }
        if (!afterCr) {
            append(octet);
        }
        return null;
    }

    private @Nullable Line end() {
        Line line = fault;
        if (line == null) {
            line = new Line.Complete(Arrays.copyOf(octets, length));
        } else if (line != Line.Fault.TOO_LONG) {
            line = null; // has been reported
        }
        wipe();
        fault = null;
        return line;
    }

    private @Nullable Line report(Line.Fault found) {
        if (fault != null && fault != Line.Fault.TOO_LONG) {
            return null;
        }
        wipe();
        fault = found;
        return found;
    }

    private void append(byte octet) {
        if (fault != null) {
            return;
        }
        if (length >= limit) {
            wipe();
            fault = Line.Fault.TOO_LONG;
            return;
        }
        if (length == octets.length) {
            byte[] longer = Arrays.copyOf(octets, Math.min(limit, 4 * length));
            Arrays.fill(octets, (byte) 0);
            octets = longer;
        }
        octets[length++] = octet;
    }

    /** Forgets what has been collected: it may be a secret (SEC-06). */
    void wipe() {
        Arrays.fill(octets, 0, length, (byte) 0);
        length = 0;
    }
}
