package org.countersign.sasl.ntlm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a message: a fixed part, and behind it what its fields point to (MS-NLMP, section 2.2.1). */
final class NtlmWriter {
    private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer message;

    /**
     * Begins a message.
     *
     * @param fixed the length of the fixed part
     * @param payload how many octets all fields together have
     */
    NtlmWriter(int type, int fixed, int payload) {
        message = ByteBuffer.allocate(fixed + payload).order(ByteOrder.LITTLE_ENDIAN);
        message.put(0, SIGNATURE).putInt(8, type).position(fixed);
    }

    NtlmWriter u32(int at, int value) {
        message.putInt(at, value);
        return this;
    }

    NtlmWriter octets(int at, byte[] octets) {
        message.put(at, octets);
        return this;
    }

    /** Length, again the length as the maximum, and the offset; the octets go behind what was written before. */
    NtlmWriter field(int at, byte[] octets) {
        message.putShort(at, (short) octets.length)
                .putShort(at + 2, (short) octets.length)
                .putInt(at + 4, message.position())
                .put(octets);
        return this;
    }

    byte[] message() {
        return message.array();
    }
}
