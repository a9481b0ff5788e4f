package org.countersign.sasl.server;

import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ConnectionFacts;

/**
 * An attempt as gates, authorizers, answerers and the audit see it.
 *
 * @param user whom the client claims to be, as received; empty while nobody is named. Not trustworthy text
 */
@Immutable
public record Attempt(String mechanism, String user, ConnectionFacts facts) {
    public Attempt {
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(facts, "facts");
    }

    @Override
    public String toString() {
        return mechanism + " from " + facts.peerAddress();
    }
}
