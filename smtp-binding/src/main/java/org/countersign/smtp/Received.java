package org.countersign.smtp;

import java.util.Objects;
import net.jcip.annotations.Immutable;

/** What a client has read from a server. */
@Immutable
public sealed interface Received {

    /** A reply, all lines of it. */
    @Immutable
    record Reply(SmtpReply reply) implements Received {
        public Reply {
            Objects.requireNonNull(reply, "reply");
        }
    }

    /** Input that is not a reply. Nothing can be known of what follows: the only thing left is to close. */
    enum Fault implements Received {
        /** A line of more than 12288 octets, or of what the largest mechanism needs, or more than 128 lines. */
        TOO_LONG,
        /** No code, an octet that does not belong in a line, or lines of different codes. */
        MALFORMED
    }
}
