package org.countersign.sasl.shapes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.Utf8;

/** Encrypts by XOR and protects by a checksum; works as long as its context is there. */
public final class ToyLayer implements SecurityLayer {
    private final ToyContext context;
    private final int most;
    private int closed;

    public ToyLayer(ToyContext context, int most) {
        this.context = context;
        this.most = most;
    }

    @Override
    public boolean confidential() {
        return true;
    }

    @Override
    public int maxPlain() {
        return most - Integer.BYTES;
    }

    @Override
    public int maxReceive() {
        return most;
    }

    @Override
    public byte[] wrap(byte[] plain, int offset, int length) {
        byte[] octets = Arrays.copyOfRange(plain, offset, offset + length);
        return ByteBuffer.allocate(length + Integer.BYTES)
                .putInt(checksum(octets))
                .put(crypt(octets))
                .array();
    }

    @Override
    public byte[] unwrap(byte[] buffer) throws LayerException {
        byte[] octets = crypt(Arrays.copyOfRange(buffer, Integer.BYTES, Math.max(Integer.BYTES, buffer.length)));
        if (buffer.length < Integer.BYTES || ByteBuffer.wrap(buffer).getInt() != checksum(octets)) {
            throw new LayerException("checksum");
        }
        return octets;
    }

    private byte[] crypt(byte[] octets) {
        byte[] key = Utf8.encode(context.key());
        byte[] result = octets.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= key[i % key.length];
        }
        return result;
    }

    private static int checksum(byte[] octets) {
        CRC32 sum = new CRC32();
        sum.update(octets);
        return (int) sum.getValue();
    }

    /** How often this has been closed. */
    public int closed() {
        return closed;
    }

    @Override
    public void close() {
        closed++;
    }
}
