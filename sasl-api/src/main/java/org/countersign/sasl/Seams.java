package org.countersign.sasl;

import java.time.Instant;
import net.jcip.annotations.ThreadSafe;

/** Where chance and time come in, so that the examples of the RFCs can be run to the octet. */
@ThreadSafe
public interface Seams {

    /** Fills the array with octets that nobody can predict (SEC-09). */
    void fillNonce(byte[] into);

    Instant now();

    /** {@link java.security.SecureRandom} and the system's clock. */
    static Seams system() {
        return SystemSeams.INSTANCE;
    }
}
