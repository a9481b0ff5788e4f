package org.countersign.sasl.testkit;

import java.util.ArrayList;
import java.util.List;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.Secret;
import org.countersign.sasl.server.AuditEvent;

/**
 * What was seen of one exchange, in order: objects as they were, so that rules can look at their text, their identity, and
 * whether they have been wiped.
 */
@NotThreadSafe
final class Recorder {
    /** Steps and replies of both sides. */
    final List<Object> steps = new ArrayList<>();

    final List<Object> serverQuestions = new ArrayList<>();
    final List<Object> clientQuestions = new ArrayList<>();

    /** Verifiers and other facts given to the server. */
    final List<Object> facts = new ArrayList<>();

    /** What the mechanism threw. */
    final List<Throwable> thrown = new ArrayList<>();

    /** The arrays handed to the exchanges. */
    final List<byte[]> handedIn = new ArrayList<>();

    /** The arrays in the mechanism's steps. */
    final List<byte[]> handedOut = new ArrayList<>();

    /** Secrets lent to the mechanism or to those it asked. */
    final List<Secret> secrets = new ArrayList<>();

    /** Copies of the octets of the client's passwords, and of its tokens. */
    final List<byte[]> passwords = new ArrayList<>();

    final List<byte[]> tokens = new ArrayList<>();

    final List<AuditEvent> audit = new ArrayList<>();

    /** An array for an exchange, remembered. */
    byte[] handIn(byte[] octets) {
        byte[] own = octets.clone();
        handedIn.add(own);
        return own;
    }
}
