package org.countersign.app.client;

import net.jcip.annotations.Immutable;
import org.countersign.smtp.Diagnosis;
import org.countersign.smtp.SmtpReply;

/**
 * How a refusal is told to people: what the server said, what that means, and what to do.
 *
 * @param said one or more words: a reply, or what is missing
 */
@Immutable
public record Refusal(String said, Diagnosis diagnosis) {

    /** What a negative reply says. */
    public static Refusal of(SmtpReply reply) {
        return new Refusal(reply.toString(), Diagnosis.of(reply));
    }

    @Override
    public String toString() {
        return said + " (" + diagnosis.meaning() + ": " + diagnosis.advice() + ")";
    }
}
