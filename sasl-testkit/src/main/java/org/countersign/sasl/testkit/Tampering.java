package org.countersign.sasl.testkit;

import net.jcip.annotations.NotThreadSafe;
import org.jspecify.annotations.Nullable;

/** Somebody between client and server. */
@FunctionalInterface
@NotThreadSafe
public interface Tampering {

    /**
     * What arrives instead of a message.
     *
     * @return null: nothing (SASL-04), which is possible for an initial response and for additional data that comes with
     *     the outcome; elsewhere it is an empty message
     */
    byte @Nullable [] arrives(Message sent);

    /** Every message arrives as it was sent. */
    static Tampering none() {
        return Message::octets;
    }

    /** One message of one side is replaced, all others arrive as they were sent. */
    static Tampering replacing(Side from, int index, Tampering by) {
        return sent -> sent.from() == from && sent.index() == index ? by.arrives(sent) : sent.octets();
    }
}
