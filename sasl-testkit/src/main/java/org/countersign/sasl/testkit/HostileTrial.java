package org.countersign.sasl.testkit;

import net.jcip.annotations.NotThreadSafe;

/** A dialogue, not yet held, in which {@code input} comes instead of the message {@code sent}. */
@NotThreadSafe
record HostileTrial(Message sent, HostileInput input, Dialogue.Builder dialogue) {

    @Override
    public String toString() {
        return "instead of " + sent + " comes: " + input.name();
    }
}
