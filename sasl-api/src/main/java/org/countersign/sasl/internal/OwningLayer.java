package org.countersign.sasl.internal;

import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.SecurityLayer;

/** A security layer together with what its exchange owned, which lives as long as the layer does. */
@NotThreadSafe
public final class OwningLayer implements SecurityLayer {
    private final SecurityLayer layer;
    private final Resources resources;
    private boolean closed;

    /** Keeps {@code resources}, which own {@code layer}, open until this is closed. */
    public OwningLayer(SecurityLayer layer, Resources resources) {
        this.layer = layer;
        this.resources = resources;
        resources.retain();
    }

    @Override
    public boolean confidential() {
        return layer.confidential();
    }

    @Override
    public int maxPlain() {
        return layer.maxPlain();
    }

    @Override
    public int maxReceive() {
        return layer.maxReceive();
    }

    @Override
    public byte[] wrap(byte[] plain, int offset, int length) throws LayerException {
        return layer.wrap(plain, offset, length);
    }

    @Override
    public byte[] unwrap(byte[] buffer) throws LayerException {
        return layer.unwrap(buffer);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            // the layer itself is among the resources
            resources.release();
        }
    }
}
