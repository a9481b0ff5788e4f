package org.countersign.sasl;

import net.jcip.annotations.NotThreadSafe;

/** What either side of a mechanism sees of its exchange; valid until the exchange ends. */
@NotThreadSafe
public interface ExchangeContext {

    ConnectionFacts facts();

    /** Nonces and the clock. */
    Seams seams();

    /**
     * Hands {@code resource} over: it is closed when the exchange ends, or lives on with the security layer, and is
     * never closed under work that is still running off the event loop.
     */
    <C extends AutoCloseable> C own(C resource);
}
