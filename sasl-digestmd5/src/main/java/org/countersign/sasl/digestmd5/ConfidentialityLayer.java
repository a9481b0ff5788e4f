package org.countersign.sasl.digestmd5;

import java.util.Arrays;
import javax.crypto.Cipher;
import org.countersign.sasl.SecurityLayer;
import org.jspecify.annotations.Nullable;

/** {@code auth-conf} (RFC 2831, section 2.4): {@code buffer = CIPHER(msg pad MAC) 0x0001 SeqNum}. */
final class ConfidentialityLayer implements SecurityLayer {
    private final Signer signing;
    private final Signer verifying;
    private final Padding padding;
    private @Nullable Cipher sealing;
    private @Nullable Cipher opening;
    private final int maxPlain;
    private final int maxReceive;

    ConfidentialityLayer(
            Signer signing,
            Signer verifying,
            Padding padding,
            Cipher sealing,
            Cipher opening,
            int maxPlain,
            int maxReceive) {
        this.signing = signing;
        this.verifying = verifying;
        this.padding = padding;
        this.sealing = sealing;
        this.opening = opening;
        this.maxPlain = maxPlain;
        this.maxReceive = maxReceive;
    }

    @Override
    public boolean confidential() {
        return true;
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
    public byte[] wrap(byte[] plain, int offset, int length) throws LayerException {
        int pad = padding.after(length);
        byte[] open = new byte[length + pad + Signer.MAC];
        System.arraycopy(plain, offset, open, 0, length);
        padding.fill(open, length, pad);
        signing.sign(plain, offset, length, open, length + pad);
        byte[] buffer = Arrays.copyOf(update(sealing, open, open.length), open.length + Signer.TRAILER);
        signing.close(buffer);
        return buffer;
    }

    @Override
    public byte[] unwrap(byte[] buffer) throws LayerException {
        int sealed = buffer.length - Signer.TRAILER;
        if (sealed < Signer.MAC || sealed % padding.block() != 0) {
            throw new LayerException("not what the peer sent");
        }
        byte[] open = update(opening, buffer, sealed);
        int pad = padding.before(open);
        int macOffset = sealed - Signer.MAC;
        int length = macOffset - Math.max(pad, 0);
        // also where the padding is wrong: how long it takes must not tell that it is (DIG-38)
        boolean genuine = verifying.verify(buffer, open, length, macOffset);
        if (pad < 0 || !genuine) {
            throw new LayerException("not what the peer sent");
        }
        return Arrays.copyOf(open, length);
    }

    /** What comes out of a whole number of blocks; the cipher goes on from there with the next buffer. */
    private static byte[] update(@Nullable Cipher cipher, byte[] octets, int length) throws LayerException {
        byte[] out = cipher == null ? null : cipher.update(octets, 0, length);
        if (out == null || out.length != length) {
            throw new LayerException("the layer is closed");
        }
        return out;
    }

    /** The runtime has no way to wipe the keys within its ciphers: they go with their last reference. */
    @Override
    public void close() {
        signing.wipe();
        verifying.wipe();
        sealing = null;
        opening = null;
    }
}
