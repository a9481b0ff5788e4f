package org.countersign.sasl.scram;

/** Parts of messages, one behind the other. */
final class Octets {
    private static final byte[] COMMA = {','};

    private Octets() {}

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int end = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, end, part.length);
            end += part.length;
        }
        return all;
    }

    /** What both sides sign (RFC 5802, section 3): three messages as transmitted, unknown extensions included (SCRAM-11). */
    static byte[] authMessage(ClientFirst first, ServerFirst challenge, byte[] withoutProof) {
        return join(first.bare(), COMMA, challenge.octets(), COMMA, withoutProof);
    }
}
