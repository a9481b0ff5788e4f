package org.countersign.sasl;

import java.util.Collection;
import net.jcip.annotations.ThreadSafe;

/**
 * What {@link java.util.ServiceLoader} finds: a family of mechanisms. A single mechanism is its own provider, so a jar
 * with one mechanism names the mechanism's class and needs no other.
 */
@ThreadSafe
public interface MechanismProvider {

    /** The mechanisms, each with a name of its own; called once. */
    Collection<? extends Mechanism> mechanisms();
}
