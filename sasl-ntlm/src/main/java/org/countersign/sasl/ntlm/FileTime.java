package org.countersign.sasl.ntlm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/** Time as Windows counts it: in 100 ns since the first of January 1601, UTC, in 8 octets (MS-DTYP, section 2.3.3). */
final class FileTime {
    static final int LENGTH = 8;

    private static final long SECONDS_TO_1970 = 11_644_473_600L;
    private static final long PER_SECOND = 10_000_000L;

    private FileTime() {}

    static byte[] of(Instant instant) {
        long time = (instant.getEpochSecond() + SECONDS_TO_1970) * PER_SECOND + instant.getNano() / 100;
        return ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(time)
                .array();
    }

    /** The instant; times from the year 30828 on are before 1601. */
    static Instant toInstant(byte[] octets) {
        long time = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return Instant.ofEpochSecond(
                Math.floorDiv(time, PER_SECOND) - SECONDS_TO_1970, Math.floorMod(time, PER_SECOND) * 100);
    }
}
