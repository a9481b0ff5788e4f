package org.countersign.sasl;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.VerifierKind.OctetSource;

/** As many blocks of HMAC-SHA-256 (RFC 2104) over label and block number as are wanted. */
@ThreadSafe
final class KeyedOctets implements OctetSource {
    private static final String HASH = "SHA-256";
    private static final int HASHED_BLOCK = 64;
    private static final int LENGTH = 32;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;
    private static final VarHandle BLOCK = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Behind the key's blocks. Only copied: a look-up and those blocks cost more than the rest, and every login does it. */
    private final MessageDigest inner;

    private final MessageDigest outer;

    /** The key stays the caller's. */
    KeyedOctets(byte[] key) {
        try {
            inner = MessageDigest.getInstance(HASH);
            outer = MessageDigest.getInstance(HASH);
            byte[] padded = Arrays.copyOf(key.length > HASHED_BLOCK ? inner.digest(key) : key, HASHED_BLOCK);
            update(inner, padded, INNER);
            update(outer, padded, OUTER);
            Arrays.fill(padded, (byte) 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, byte[] octets, byte mask) {
        for (byte octet : octets) {
            digest.update((byte) (octet ^ mask));
        }
    }

    @Override
    public byte[] next(String label, int count) {
        byte[] text = label.getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(text, text.length + Integer.BYTES);
        byte[] all = new byte[count];
        byte[] octets = new byte[LENGTH];
        for (int block = 0, done = 0; done < count; block++, done += LENGTH) {
            BLOCK.set(message, text.length, block);
            mac(message, octets);
            System.arraycopy(octets, 0, all, done, Math.min(LENGTH, count - done));
        }
        Arrays.fill(octets, (byte) 0);
        return all;
    }

    private void mac(byte[] message, byte[] into) {
        try {
            MessageDigest first = (MessageDigest) inner.clone();
            first.update(message);
            first.digest(into, 0, LENGTH);
            MessageDigest second = (MessageDigest) outer.clone();
            second.update(into);
            second.digest(into, 0, LENGTH);
        } catch (CloneNotSupportedException | DigestException e) {
            throw new IllegalStateException("Java's SHA-256 can be copied", e);
        }
    }
}
