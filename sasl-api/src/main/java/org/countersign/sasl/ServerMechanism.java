package org.countersign.sasl;

import net.jcip.annotations.ThreadSafe;
import org.jspecify.annotations.Nullable;

/** The server side of a mechanism: a function from octets to the next step. */
@ThreadSafe
public interface ServerMechanism extends Mechanism {

    /**
     * Starts an exchange. The driver has already enforced who speaks first: {@code initialResponse} is there when the
     * client does, null when the server does, and either when {@link MechanismInfo.FirstMover#EITHER} is declared.
     *
     * @throws Exception ends the attempt; its class is audited, its message never
     */
    ServerStep start(ServerContext context, byte @Nullable [] initialResponse) throws Exception;
}
