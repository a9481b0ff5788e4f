package org.countersign.sasl;

import net.jcip.annotations.NotThreadSafe;

/**
 * Protects what is sent after a successful exchange (RFC 4422, section 3.7): one buffer in, one buffer out, without the
 * length that stands before each on the wire, which is {@link LayerCodec}'s. The two directions are independent of each
 * other; each is used by one thread at a time.
 */
@NotThreadSafe
public interface SecurityLayer extends AutoCloseable {

    /** Whether the octets are encrypted, not only authenticated. */
    boolean confidential();

    /** How many octets {@link #wrap} takes at most, so that the peer can receive the result; at least 1. */
    int maxPlain();

    /** How many octets a buffer from the peer may have at most; a longer one is refused before it is read (SASL-20). */
    int maxReceive();

    /**
     * Protects {@code length} octets.
     *
     * @throws LayerException if it can not; the connection must be closed (SASL-21)
     */
    byte[] wrap(byte[] plain, int offset, int length) throws LayerException;

    /**
     * Verifies and decodes one buffer.
     *
     * @throws LayerException if the buffer is not what the peer sent; the connection must be closed (SASL-21)
     */
    byte[] unwrap(byte[] buffer) throws LayerException;

    /** Wipes keys and state; a second call does nothing. */
    @Override
    void close();

    /** A buffer could not be produced or decoded. */
    final class LayerException extends Exception {
        private static final long serialVersionUID = 1;

        public LayerException(String message) {
            super(message);
        }

        public LayerException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
