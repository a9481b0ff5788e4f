package org.countersign.sasl.ntlm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.countersign.sasl.crypto.HmacMd5;
import org.countersign.sasl.crypto.Md5;

/**
 * Seals and signs the messages of one direction, one after the other (MS-NLMP, section 3.4). SMTP negotiates no security layer
 * (NTLM-27), so nothing here is part of a login; protocols that have one build theirs of this.
 */
final class Sealing {
    private static final int VERSION = 1;
    private static final int CHECKSUM = 8;

    private final int flags;
    private final byte[] signKey;
    private final RC4Engine state;
    private int sequence;

    /**
     * A message that nobody can read.
     *
     * @param octets as many as the message has
     * @param signature 16 octets
     */
    record Sealed(byte[] octets, byte[] signature) {}

    /**
     * Seals for one direction.
     *
     * @param exported the session's key, 16 octets
     */
    Sealing(byte[] exported, int flags, boolean fromClient) {
        this.flags = flags;
        this.signKey = signKey(exported, fromClient);
        // without extended session security both directions share one state: take one instance for both (NTLM-25)
        this.state = LegacyCrypto.rc4(sealKey(exported, flags, fromClient));
    }

    /** The message first, then its checksum, by the same state, which goes on with the next message (NTLM-26). */
    Sealed seal(byte[] message) {
        byte[] octets = LegacyCrypto.rc4(state, message);
        byte[] signature =
                NtlmFlag.EXTENDED_SESSIONSECURITY.in(flags) ? extendedSignature(message) : signature(message);
        sequence++;
        return new Sealed(octets, signature);
    }

    private byte[] extendedSignature(byte[] message) {
        byte[] numbered = ByteBuffer.allocate(Integer.BYTES + message.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(sequence)
                .put(message)
                .array();
        byte[] checksum = Arrays.copyOf(HmacMd5.mac(signKey, numbered), CHECKSUM);
        return littleEndian()
                .putInt(VERSION)
                .put(NtlmFlag.KEY_EXCH.in(flags) ? LegacyCrypto.rc4(state, checksum) : checksum)
                .putInt(sequence)
                .array();
    }

    private byte[] signature(byte[] message) {
        CRC32 crc = new CRC32();
        crc.update(message);
        byte[] plain = littleEndian().putInt(8, (int) crc.getValue()).array();
        // a pad of zeros moves the state on, and is zero again when it is sent
        byte[] tail = LegacyCrypto.rc4(state, Arrays.copyOfRange(plain, 4, plain.length));
        int number = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt(8) ^ sequence;
        return littleEndian()
                .putInt(VERSION)
                .putInt(0)
                .put(tail, 4, 4)
                .putInt(number)
                .array();
    }

    private static ByteBuffer littleEndian() {
        return ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Used with extended session security only (NTLM-24). */
    static byte[] signKey(byte[] exported, boolean fromClient) {
        return Md5.digest(Octets.concat(exported, magic(fromClient, "signing")));
    }

    static byte[] sealKey(byte[] exported, int flags, boolean fromClient) {
        if (NtlmFlag.EXTENDED_SESSIONSECURITY.in(flags)) {
            int strength = NtlmFlag.KEYS_OF_128_BITS.in(flags) ? 16 : NtlmFlag.KEYS_OF_56_BITS.in(flags) ? 7 : 5;
            return Md5.digest(Octets.concat(Arrays.copyOf(exported, strength), magic(fromClient, "sealing")));
        }
        if (!NtlmFlag.LM_KEY.in(flags) && !NtlmFlag.DATAGRAM.in(flags)) {
            return exported;
        }
        byte[] weak = Arrays.copyOf(exported, 8); // NTLM-25
        if (NtlmFlag.KEYS_OF_56_BITS.in(flags)) {
            weak[7] = (byte) 0xa0;
        } else {
            weak[5] = (byte) 0xe5;
            weak[6] = 0x38;
            weak[7] = (byte) 0xb0;
        }
        return weak;
    }

    private static byte[] magic(boolean fromClient, String use) {
        String direction = fromClient ? "client-to-server" : "server-to-client";
        // with the end that C puts behind a string
        return ("session key to " + direction + " " + use + " key magic constant\0")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
