package org.countersign.sasl;

import net.jcip.annotations.ThreadSafe;

/** The client side of a mechanism: a function from octets to the next step. */
@ThreadSafe
public interface ClientMechanism extends Mechanism {

    /**
     * Starts an exchange.
     *
     * @throws Exception ends the attempt
     */
    ClientStep start(ClientContext context) throws Exception;
}
