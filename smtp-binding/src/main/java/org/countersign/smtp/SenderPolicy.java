package org.countersign.smtp;

import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.server.Authenticated;

/**
 * Decides whether an authenticated client may use this address in MAIL FROM (RFC 6409, section 6.1): for example
 * {@code OwnMailboxes.in("example.com")::has}. It must not block: what it needs to know comes with
 * {@link Authenticated#principal}.
 */
@FunctionalInterface
@ThreadSafe
public interface SenderPolicy {

    /**
     * Whether the client may send as this sender; an exception counts as no. Not asked about {@code <>}, which everybody
     * may use (SUB-03), nor for clients without a name, which can write to local domains at most.
     *
     * @param mailbox the reverse-path without brackets, as the client wrote it; not checked
     */
    boolean permits(Authenticated client, String mailbox);

    /** Every client may send as everybody: for servers that check it elsewhere. */
    static SenderPolicy anyone() {
        return (client, mailbox) -> true;
    }
}
