package org.countersign.sasl.digestmd5;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.countersign.sasl.SecurityLayer;
import org.jspecify.annotations.Nullable;

/**
 * What both sides have agreed on for what follows.
 *
 * @param cipher there exactly with {@link Qop#AUTH_CONF}
 * @param peerBuffer the longest buffer that the peer takes
 */
record LayerTerms(Qop qop, @Nullable LayerCipher cipher, int peerBuffer) {
    /** {@code auth} only. */
    static final LayerTerms NONE = new LayerTerms(Qop.AUTH, null, DigestChallenge.DEFAULT_BUFFER);

    /** A MAC of ten octets, a type of two, a sequence number of four. */
    private static final int OVERHEAD = 16;

    /** Whether these terms are within the options, and buffers can hold anything. */
    boolean isPossible(DigestMd5Options options) {
        return switch (qop) {
            case AUTH -> true;
            case AUTH_INT -> hasRoom();
            case AUTH_CONF -> cipher != null && options.ciphers().contains(cipher) && hasRoom();
        };
    }

    private boolean hasRoom() {
        return peerBuffer <= DigestMd5Options.LARGEST_BUFFER && maxPlain() > 0;
    }

    /** How many octets can be sent in a buffer that the peer takes (DIG-39). */
    int maxPlain() {
        int block = cipher == null ? 1 : cipher.block();
        if (block == 1) {
            return peerBuffer - OVERHEAD;
        }
        int encrypted = (peerBuffer - Signer.TRAILER) / block * block;
        return encrypted - Signer.MAC - 1; // with one octet of padding at least
    }

    /** The layer of these terms, which are not {@link Qop#AUTH}. */
    SecurityLayer layer(byte[] sessionKey, Direction sending, Direction receiving, int ownBuffer)
            throws GeneralSecurityException {
        Signer signing = new Signer(sending.signingKey(sessionKey));
        Signer verifying = new Signer(receiving.signingKey(sessionKey));
        LayerCipher by = cipher;
        if (by == null) {
            return new IntegrityLayer(signing, verifying, maxPlain(), ownBuffer);
        }
        Cipher sealing = start(by, Cipher.ENCRYPT_MODE, sending.sealingKey(sessionKey, by));
        Cipher opening = start(by, Cipher.DECRYPT_MODE, receiving.sealingKey(sessionKey, by));
        return new ConfidentialityLayer(
                signing, verifying, new Padding(by.block()), sealing, opening, maxPlain(), ownBuffer);
    }

    private static Cipher start(LayerCipher cipher, int mode, byte[] key) throws GeneralSecurityException {
        try {
            return cipher.start(mode, key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
