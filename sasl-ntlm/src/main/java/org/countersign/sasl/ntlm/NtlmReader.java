package org.countersign.sasl.ntlm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.countersign.sasl.crypto.ConstantTime;

/**
 * Reads a message by its offsets (MS-NLMP, section 2.2.1), whatever they say. What is not there makes the message malformed,
 * and reading goes on with zeros and empty fields; so a parser reads everything and asks once, at the end (NTLM-01).
 */
final class NtlmReader {
    private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY = {};

    private final byte[] message;
    private boolean wellFormed;

    /** Old peers send fewer fields: the payload begins where the lowest of those read so far says. */
    private int payload;

    /** Begins to read a message of this type. */
    NtlmReader(byte[] message, int type) {
        this.message = message;
        this.payload = message.length;
        this.wellFormed = message.length >= 12
                && ConstantTime.equal(message, 0, SIGNATURE, 0, SIGNATURE.length)
                && u32(8) == type;
    }

    /** Whether everything that was read is there. */
    boolean wellFormed() {
        return wellFormed;
    }

    /** Whether the fixed part goes up to {@code end}, as far as the fields read so far tell. */
    boolean reaches(int end) {
        return end <= payload;
    }

    int u32(int at) {
        return u16(at) | (u16(at + 2) << 16);
    }

    private int u16(int at) {
        byte[] octets = octets(at, 2);
        return octets.length == 0 ? 0 : (octets[0] & 0xff) | ((octets[1] & 0xff) << 8);
    }

    /** Octets of the fixed part. */
    byte[] octets(int at, int length) {
        if (!reaches(at + length)) {
            wellFormed = false;
            return EMPTY;
        }
        return Arrays.copyOfRange(message, at, at + length);
    }

    /** The octets that length and offset at {@code at} point to; where an empty field points does not matter. */
    byte[] field(int at) {
        int length = u16(at);
        long offset = u32(at + 4) & 0xffff_ffffL; // the largest length and offset do not overflow a long
        if (length == 0) {
            return EMPTY;
        }
        if (offset < at + 8 || offset + length > message.length) {
            wellFormed = false;
            return EMPTY;
        }
        payload = Math.min(payload, (int) offset);
        return Arrays.copyOfRange(message, (int) offset, (int) offset + length);
    }
}
