package org.countersign.sasl;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.SecurityLayer.LayerException;

/**
 * Puts the four-octet length before each buffer of a security layer and takes it off again (RFC 4422, section 3.7),
 * however the network cuts the stream. Memory grows with the octets received, never with a length announced (SASL-20).
 * After an exception only {@link #close} may be called.
 */
@NotThreadSafe
public final class LayerCodec implements AutoCloseable {
    private static final int PREFIX = 4;

    private final SecurityLayer layer;
    private final byte[] prefix = new byte[PREFIX];
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private int prefixRead;

    public LayerCodec(SecurityLayer layer) {
        this.layer = Objects.requireNonNull(layer, "layer");
    }

    /** Whether the octets are encrypted, not only authenticated. */
    public boolean confidential() {
        return layer.confidential();
    }

    /**
     * What to send for {@code length} octets of plain data: as many buffers as it takes, none for none.
     *
     * @throws LayerException if the layer can not protect them; the connection must be closed
     */
    public byte[] encode(byte[] plain, int offset, int length) throws LayerException {
        Objects.checkFromIndexSize(offset, length, plain.length);
        int most = layer.maxPlain();
        if (most < 1) {
            throw new LayerException("the peer takes no buffer that holds anything");
        }
        ByteArrayOutputStream wire = new ByteArrayOutputStream(length + 64);
        for (int done = 0; done < length; ) {
            int part = Math.min(most, length - done);
            byte[] wrapped = layer.wrap(plain, offset + done, part);
            wire.writeBytes(ByteBuffer.allocate(PREFIX).putInt(wrapped.length).array());
            wire.writeBytes(wrapped);
            done += part;
        }
        return wire.toByteArray();
    }

    /**
     * The plain data of all buffers that {@code length} more octets complete; empty while none is complete.
     *
     * @throws LayerException if a buffer is too long or not genuine; the connection must be closed
     */
    public byte[] decode(byte[] wire, int offset, int length) throws LayerException {
        Objects.checkFromIndexSize(offset, length, wire.length);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(length);
        int position = offset;
        int end = offset + length;
        while (position < end) {
            if (prefixRead < PREFIX) {
                prefix[prefixRead++] = wire[position++];
                if (prefixRead < PREFIX) {
                    continue;
                }
                refuseTooLong();
            }
            int part = Math.min(announced() - buffer.size(), end - position);
            buffer.write(wire, position, part);
            position += part;
            if (buffer.size() == announced()) {
                plain.writeBytes(layer.unwrap(buffer.toByteArray()));
                buffer.reset();
                prefixRead = 0;
            }
        }
        return plain.toByteArray();
    }

    private void refuseTooLong() throws LayerException {
        // a length with the top bit set is negative here, and no layer has empty buffers
        if (announced() <= 0 || announced() > layer.maxReceive()) {
            throw new LayerException("a buffer is longer than the announced maximum, or empty");
        }
    }

    private int announced() {
        return ByteBuffer.wrap(prefix).getInt();
    }

    @Override
    public void close() {
        layer.close();
    }
}
