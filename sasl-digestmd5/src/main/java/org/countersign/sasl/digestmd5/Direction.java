package org.countersign.sasl.digestmd5;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.countersign.sasl.crypto.Md5;

/** A direction of a security layer, which has keys of its own (RFC 2831, sections 2.3 and 2.4). */
enum Direction {
    CLIENT_TO_SERVER("client-to-server"),
    SERVER_TO_CLIENT("server-to-client");

    private final byte[] signing;
    private final byte[] sealing;

    Direction(String name) {
        signing = ascii("Digest session key to " + name + " signing key magic constant");
        sealing = ascii("Digest H(A1) to " + name + " sealing key magic constant");
    }

    /** Kic or Kis (DIG-31). */
    byte[] signingKey(byte[] sessionKey) {
        return hash(sessionKey, sessionKey.length, signing);
    }

    /** Kcc or Kcs (DIG-32). */
    byte[] sealingKey(byte[] sessionKey, LayerCipher cipher) {
        return hash(sessionKey, cipher.keyOctets(), sealing);
    }

    private static byte[] hash(byte[] sessionKey, int length, byte[] constant) {
        byte[] joined = Arrays.copyOf(sessionKey, length + constant.length);
        System.arraycopy(constant, 0, joined, length, constant.length);
        byte[] key = Md5.digest(joined);
        Arrays.fill(joined, (byte) 0);
        return key;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
