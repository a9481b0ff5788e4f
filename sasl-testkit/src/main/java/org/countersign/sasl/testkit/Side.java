package org.countersign.sasl.testkit;

import net.jcip.annotations.Immutable;

/** Who sends a message. */
@Immutable
public enum Side {
    CLIENT,
    SERVER
}
