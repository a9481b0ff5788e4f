package org.countersign.sasl.digestmd5;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.crypto.HmacMd5;

/**
 * Authenticates the messages of one direction (RFC 2831, section 2.3): {@code HMAC(Ki, SeqNum msg)[0..9]}, and behind it, or
 * behind what it is encrypted in, {@code 0x0001 SeqNum}. The sequence number begins with 0 and wraps (DIG-33).
 */
final class Signer {
    /** How many octets a MAC has. */
    static final int MAC = 10;

    /** How many octets a type and a sequence number have. */
    static final int TRAILER = 6;

    private static final short TYPE = 1;

    private final byte[] key;
    private int number;

    /** Takes the key over. */
    Signer(byte[] key) {
        this(key, 0);
    }

    /** Begins with this number. */
    Signer(byte[] key, int number) {
        this.key = key;
        this.number = number;
    }

    /** Writes the MAC of a message, the next one. */
    void sign(byte[] message, int offset, int length, byte[] out, int outOffset) {
        System.arraycopy(mac(message, offset, length), 0, out, outOffset, MAC);
    }

    /** Writes what stands at the end of the buffer, and goes on to the next message. */
    void close(byte[] buffer) {
        ByteBuffer.wrap(buffer, buffer.length - TRAILER, TRAILER).putShort(TYPE).putInt(number++);
    }

    /**
     * Whether what has been received is the next message; if so, goes on to the one after it. The time tells only how long it
     * is (DIG-38).
     *
     * @param buffer of which the last octets are the trailer
     * @param message which begins with {@code length} octets; the MAC stands at {@code macOffset}
     */
    boolean verify(byte[] buffer, byte[] message, int length, int macOffset) {
        byte[] trailer = new byte[TRAILER];
        ByteBuffer.wrap(trailer).putShort(TYPE).putInt(number);
        boolean inOrder = ConstantTime.equal(trailer, 0, buffer, buffer.length - TRAILER, TRAILER);
        boolean authentic = ConstantTime.equal(mac(message, 0, length), 0, message, macOffset, MAC);
        boolean genuine = inOrder && authentic;
        if (genuine) {
            number++;
        }
        return genuine;
    }

    private byte[] mac(byte[] message, int offset, int length) {
        byte[] numbered = new byte[Integer.BYTES + length];
        ByteBuffer.wrap(numbered).putInt(number).put(message, offset, length);
        byte[] mac = HmacMd5.mac(key, numbered);
        Arrays.fill(numbered, (byte) 0);
        return mac;
    }

    void wipe() {
        Arrays.fill(key, (byte) 0);
    }
}
