package org.countersign.sasl;

import net.jcip.annotations.NotThreadSafe;

/** What the server side of a mechanism sees of its exchange. */
@NotThreadSafe
public interface ServerContext extends ExchangeContext {

    /** Whether the mechanism of this name is offered on this connection too (SCRAM-16 needs to know). */
    boolean offers(String mechanism);

    /** Runs {@code afterwards} once the outcome really is success, before the client learns of it. */
    void onSuccess(Runnable afterwards);
}
