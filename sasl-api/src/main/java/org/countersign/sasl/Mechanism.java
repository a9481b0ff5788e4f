package org.countersign.sasl;

import java.util.Collection;
import java.util.List;
import net.jcip.annotations.ThreadSafe;

/**
 * A SASL mechanism (RFC 4422, section 5): a stateless singleton. Its sides are the interfaces that it implements,
 * {@link ServerMechanism}, {@link ClientMechanism} or both. Cryptography is obtained when an exchange starts, never in a
 * static initialiser.
 */
@ThreadSafe
public interface Mechanism extends MechanismProvider {

    /** The metadata; always the same. */
    MechanismInfo info();

    /**
     * Whether this connection, and this Java runtime, have what the mechanism needs, such as a client certificate or an
     * algorithm that the runtime may refuse. Whether it is wise to use it is the policy's business.
     */
    default boolean available(ConnectionFacts facts) {
        return true;
    }

    @Override
    default Collection<? extends Mechanism> mechanisms() {
        return List.of(this);
    }
}
