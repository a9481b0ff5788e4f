package org.countersign.smtp;

import java.util.Objects;
import java.util.Optional;
import net.jcip.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * The {@code AUTH=} parameter of a MAIL command (RFC 4954, section 5), or what it counts as: who submitted the message.
 * A relay keeps it with the message and says it to the next server: {@link SmtpClientSession#mailParameter}, or
 * {@link #parameter} where another client relays. A mailing list that expands a message may say {@link Submitter} of its
 * own address instead (MA-11).
 */
@Immutable
public sealed interface MailAuth {

    /**
     * The parameter for the MAIL command of a relay, such as {@code AUTH=e+3Dmc2@example.com}, without a blank before it.
     *
     * @param offered whether the next server offers AUTH
     * @param authenticated whether this side has authenticated to it
     * @return empty if the parameter must not be sent (MA-14), or nothing need be said
     */
    default Optional<String> parameter(boolean offered, boolean authenticated) {
        if (!offered) {
            return Optional.empty();
        }
        if (this instanceof Submitter known) {
            return Optional.of("AUTH=" + Xtext.encode(known.mailbox())); // MA-07
        }
        return authenticated || this instanceof Unknown ? Optional.of("AUTH=<>") : Optional.empty(); // MA-09, MA-10
    }

    /** There was no parameter. */
    @Immutable
    record Absent() implements MailAuth {}

    /**
     * {@code AUTH=<>}, or a mailbox that this client is not trusted to assert, which counts as the same (MA-08). The
     * message is not to be treated as submitted by the authenticated identity (MA-06).
     *
     * @param claimed the mailbox that was not believed, for the log; null when the client said {@code <>}
     */
    @Immutable
    record Unknown(@Nullable String claimed) implements MailAuth {}

    /**
     * A client that is trusted says who submitted the message.
     *
     * @param mailbox as in RFC 5321, section 4.1.2, decoded
     */
    @Immutable
    record Submitter(String mailbox) implements MailAuth {
        /** @throws IllegalArgumentException if it is not a mailbox */
        public Submitter {
            Objects.requireNonNull(mailbox, "mailbox");
            if (!Mailbox.isValid(mailbox)) {
                throw new IllegalArgumentException("not a mailbox (RFC 5321, section 4.1.2)");
            }
        }
    }

    /**
     * The MAIL command can not be accepted.
     *
     * @param reply what to answer instead: 501 5.5.4 for a bad value (MA-04), 555 5.5.4 where AUTH is not offered
     */
    @Immutable
    record Refused(SmtpReply reply) implements MailAuth {
        public Refused {
            Objects.requireNonNull(reply, "reply");
        }
    }
}
