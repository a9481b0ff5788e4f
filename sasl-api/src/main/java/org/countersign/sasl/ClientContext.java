package org.countersign.sasl;

import java.util.List;
import net.jcip.annotations.NotThreadSafe;

/** What the client side of a mechanism sees of its exchange. */
@NotThreadSafe
public interface ClientContext extends ExchangeContext {

    /** The mechanism names that the server offers, upper case (SCRAM-17 needs to know). */
    List<String> offered();
}
