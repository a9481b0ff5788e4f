package org.countersign.smtp;

import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.server.Authenticated;

/**
 * Decides whether an authenticated client may say who originally submitted a message (RFC 4954, section 5). It must not
 * block: what it needs to know comes with {@link Authenticated#principal}.
 */
@FunctionalInterface
@ThreadSafe
public interface SubmitterTrust {

    /**
     * Whether the client is trusted to assert this submitter; an exception counts as no.
     *
     * @param mailbox a valid mailbox (RFC 5321, section 4.1.2), at most 254 characters
     */
    boolean trusts(Authenticated client, String mailbox);

    /** Nobody is trusted, which the RFC calls compliant (MA-12). */
    static SubmitterTrust nobody() {
        return (client, mailbox) -> false;
    }
}
