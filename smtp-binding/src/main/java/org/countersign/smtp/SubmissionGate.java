package org.countersign.smtp;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.server.Authenticated;
import org.jspecify.annotations.Nullable;

/**
 * From whom a server takes mail, and to whom (RFC 6409, section 4.3; RFC 4954, section 6). Whoever has proved a name may
 * send to anybody; everybody else, anonymous clients included, at most to local domains: only they would relay otherwise
 * (ANON-04). A {@link SmtpServerSession} asks the gate that its {@link SmtpServerSide} has been given.
 */
@Immutable
public final class SubmissionGate {
    /** RFC 4954, section 6, and RFC 3207, section 4. */
    private static final Set<String> BEFORE_AUTHENTICATION =
            Set.of("AUTH", "EHLO", "LHLO", "HELO", "NOOP", "RSET", "QUIT", "STARTTLS");

    private final boolean authenticationRequired;
    private final Set<String> localDomains;

    private SubmissionGate(boolean authenticationRequired, Collection<String> localDomains) {
        this.authenticationRequired = authenticationRequired;
        this.localDomains = localDomains.stream().map(Mailbox::fold).collect(Collectors.toUnmodifiableSet());
    }

    /** For ports 587 and 465: no mail before AUTH (530 5.7.0), and none at all from anonymous clients. */
    public static SubmissionGate required() {
        return required(Set.of());
    }

    /** For ports 587 and 465: no mail before AUTH (530 5.7.0); anonymous clients may write to local domains. */
    public static SubmissionGate required(Collection<String> localDomains) {
        return new SubmissionGate(true, localDomains);
    }

    /**
     * For port 25: mail to local domains from everybody, to others only from authenticated clients.
     *
     * @param localDomains in any case; international ones in their ASCII form; address literals with brackets
     */
    public static SubmissionGate optional(Collection<String> localDomains) {
        return new SubmissionGate(false, localDomains);
    }

    /**
     * Why a command is not executed, whatever its arguments: 530 5.7.0.
     *
     * @param verb in any case
     * @param client null before authentication
     */
    public Optional<SmtpReply> refusalOfCommand(String verb, @Nullable Authenticated client) {
        return authenticationRequired
                        && client == null
                        && !BEFORE_AUTHENTICATION.contains(verb.toUpperCase(Locale.ROOT))
                ? Optional.of(Replies.AUTHENTICATE_FIRST)
                : Optional.empty();
    }

    /**
     * Why a recipient is not accepted: 550 5.7.1, because the server would relay for a client that has proved no name.
     *
     * @param mailbox without brackets; {@code postmaster} alone is local (RFC 5321, section 4.5.1)
     * @param client null before authentication
     */
    public Optional<SmtpReply> refusalOfRecipient(String mailbox, @Nullable Authenticated client) {
        boolean named = client != null && client.identity() instanceof ProvedIdentity.Named;
        boolean local =
                mailbox.equalsIgnoreCase("postmaster") || localDomains.contains(Mailbox.fold(Mailbox.domain(mailbox)));
        return named || local ? Optional.empty() : Optional.of(Replies.RELAYING_DENIED);
    }
}
