package org.countersign.smtp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.server.Authenticated;

/**
 * Which mailboxes are whose. A user whose name is a mailbox has this one; another user has one of this name in each of the
 * domains, or, as long as no domain is configured, in any domain. Aliases come on top. The user is whom the client acts as,
 * its authorization identity. Mailboxes and names that differ in the case of ASCII letters only are the same (RFC 5321, section
 * 2.4, advises against others).
 *
 * <p>{@code own::has} is a {@link SenderPolicy} and a {@link SubmitterTrust}, {@code own::of} says who submitted a message
 * whose MAIL does not ({@link SmtpServerSide.Builder#submitters}).
 */
@Immutable
public final class OwnMailboxes {
    private final List<String> domains;
    private final Map<String, Set<String>> aliases;

    private OwnMailboxes(List<String> domains, Map<String, Set<String>> aliases) {
        this.domains = domains;
        this.aliases = aliases;
    }

    /**
     * Mailboxes in these domains, the first of which is that of {@link #of}.
     *
     * @param domains in any case; none: the server does not know its domains
     */
    public static OwnMailboxes in(String... domains) {
        return new OwnMailboxes(List.of(domains), Map.of());
    }

    /** The same, and these mailboxes for each of these users too. */
    public OwnMailboxes withAliases(Map<String, ? extends Collection<String>> mailboxesByUser) {
        Map<String, Set<String>> all = new HashMap<>(aliases);
        mailboxesByUser.forEach((user, mailboxes) -> all.merge(
                Mailbox.fold(user),
                mailboxes.stream().map(Mailbox::fold).collect(Collectors.toUnmodifiableSet()),
                OwnMailboxes::union));
        return new OwnMailboxes(domains, Map.copyOf(all));
    }

    /** Whether this mailbox is the client's; never for an anonymous client. */
    public boolean has(Authenticated client, String mailbox) {
        String user = Mailbox.fold(client.authorizationId());
        String asked = Mailbox.fold(mailbox);
        return !user.isEmpty()
                && (isOwn(user, asked) || aliases.getOrDefault(user, Set.of()).contains(asked));
    }

    /** The mailbox of the client, as for MA-10; empty where its name does not give a valid one. */
    public Optional<String> of(Authenticated client) {
        String user = client.authorizationId();
        String mailbox = user.contains("@") || domains.isEmpty() ? user : user + "@" + domains.get(0);
        return Mailbox.isValid(mailbox) ? Optional.of(mailbox) : Optional.empty();
    }

    private boolean isOwn(String user, String mailbox) {
        if (user.contains("@")) {
            return mailbox.equals(user);
        }
        String domain = Mailbox.domain(mailbox);
        return mailbox.equals(user + "@" + domain)
                && (domains.isEmpty() || domains.stream().map(Mailbox::fold).anyMatch(domain::equals));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }
}
