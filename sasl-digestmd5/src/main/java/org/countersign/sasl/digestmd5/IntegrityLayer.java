package org.countersign.sasl.digestmd5;

import java.util.Arrays;
import org.countersign.sasl.SecurityLayer;

/** {@code auth-int} (RFC 2831, section 2.3): {@code buffer = msg MAC 0x0001 SeqNum}. */
final class IntegrityLayer implements SecurityLayer {
    private final Signer signing;
    private final Signer verifying;
    private final int maxPlain;
    private final int maxReceive;

    IntegrityLayer(Signer signing, Signer verifying, int maxPlain, int maxReceive) {
        this.signing = signing;
        this.verifying = verifying;
        this.maxPlain = maxPlain;
        this.maxReceive = maxReceive;
    }

    @Override
    public boolean confidential() {
        return false;
    }

    @Override
    public int maxPlain() {
        return maxPlain;
    }

    @Override
    public int maxReceive() {
        return maxReceive;
    }

    @Override
    public byte[] wrap(byte[] plain, int offset, int length) {
        byte[] buffer = new byte[length + Signer.MAC + Signer.TRAILER];
        System.arraycopy(plain, offset, buffer, 0, length);
        signing.sign(plain, offset, length, buffer, length);
        signing.close(buffer);
        return buffer;
    }

    @Override
    public byte[] unwrap(byte[] buffer) throws LayerException {
        int length = buffer.length - Signer.MAC - Signer.TRAILER;
        if (length < 0 || !verifying.verify(buffer, buffer, length, length)) {
            throw new LayerException("not what the peer sent");
        }
        return Arrays.copyOf(buffer, length);
    }

    @Override
    public void close() {
        signing.wipe();
        verifying.wipe();
    }
}
