package org.countersign.smtp;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.server.Authenticated;
import org.jspecify.annotations.Nullable;

/** What a client may do besides AUTH: the decisions of an application, applied to one session. */
final class MailRules {
    /** RFC 3207, section 4. */
    private static final Set<String> BEFORE_TLS = Set.of("EHLO", "LHLO", "NOOP", "QUIT", "STARTTLS");

    private final SmtpServerSide side;
    private final SessionState state;

    MailRules(SmtpServerSide side, SessionState state) {
        this.side = side;
        this.state = state;
    }

    Optional<SmtpReply> refusalOfCommand(String verb) {
        String upperCase = verb.toUpperCase(Locale.ROOT);
        TlsFacts tls = state.facts().tls();
        if (tls == null && side.tlsRequired && !BEFORE_TLS.contains(upperCase)) {
            return Optional.of(Replies.TLS_FIRST); // TLS-05
        }
        if (tls != null && !upperCase.equals("QUIT") && !side.tlsSufficient.test(tls)) {
            return Optional.of(Replies.TLS_TOO_WEAK); // TLS-09
        }
        return side.gate.refusalOfCommand(upperCase, state.authenticated());
    }

    Optional<SmtpReply> refusalOfSender(String mailbox) {
        Authenticated client = named();
        boolean permitted =
                client == null || mailbox.isEmpty() || holds(() -> side.senders.permits(client, mailbox)); // SUB-03
        return permitted ? Optional.empty() : Optional.of(Replies.SENDER_DENIED);
    }

    Optional<SmtpReply> refusalOfRecipient(String mailbox) {
        return side.gate.refusalOfRecipient(mailbox, state.authenticated());
    }

    /** What the parameters of a MAIL command say of who submitted the message. */
    MailAuth submitter(String parameters) {
        MailAuth said = MailAuthParameter.parse(parameters, this::trusts);
        Authenticated client = named();
        Function<Authenticated, Optional<String>> submitters = side.submitters;
        return said instanceof MailAuth.Absent && client != null && submitters != null
                ? original(() -> submitters.apply(client))
                : said;
    }

    /** The client as submitter; nobody that is known if its name gives no mailbox (MA-10). */
    private static MailAuth original(Supplier<Optional<String>> submitter) {
        try {
            return submitter.get().<MailAuth>map(MailAuth.Submitter::new).orElse(new MailAuth.Unknown(null));
        } catch (RuntimeException e) {
            return new MailAuth.Unknown(null);
        }
    }

    private boolean trusts(String mailbox) {
        Authenticated client = state.authenticated();
        return client != null && holds(() -> side.submitterTrust.trusts(client, mailbox));
    }

    private @Nullable Authenticated named() {
        Authenticated client = state.authenticated();
        return client != null && client.identity() instanceof ProvedIdentity.Named ? client : null;
    }

    /** A decision of the embedder; an exception is a no. */
    private static boolean holds(BooleanSupplier decision) {
        try {
            return decision.getAsBoolean();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
