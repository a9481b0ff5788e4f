package org.countersign.sasl.testkit;

import java.security.MessageDigest;
import java.util.Arrays;
import org.countersign.sasl.SecurityLayer;

/** Octets with an HMAC before them. */
record HmacLayer(byte[] key) implements SecurityLayer {
    private static final int MAC = 32;

    @Override
    public boolean confidential() {
        return false;
    }

    @Override
    public int maxPlain() {
        return 8;
    }

    @Override
    public int maxReceive() {
        return MAC + maxPlain();
    }

    @Override
    public byte[] wrap(byte[] plain, int offset, int length) {
        byte[] part = Arrays.copyOfRange(plain, offset, offset + length);
        return HmacMechanism.join(Transcript.hmac(key, part), part);
    }

    @Override
    public byte[] unwrap(byte[] buffer) throws LayerException {
        byte[] part = Arrays.copyOfRange(buffer, MAC, buffer.length);
        if (!MessageDigest.isEqual(Transcript.hmac(key, part), Arrays.copyOf(buffer, MAC))) {
            throw new LayerException("not genuine");
        }
        return part;
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }
}
