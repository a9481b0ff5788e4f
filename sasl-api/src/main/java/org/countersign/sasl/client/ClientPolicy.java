package org.countersign.sasl.client;

import java.util.Set;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.TlsFacts;

/**
 * Which mechanisms a client is willing to use.
 *
 * @param minimumRank weaker mechanisms are not used (SEC-02)
 * @param plaintextNeedsVerifiedTls whether a password or token is only sent over TLS to a verified server (SMTP-36)
 * @param requireChannelBinding whether only mechanisms bound to the TLS channel are used
 * @param requireMutual whether only mechanisms in which the server proves itself are used
 * @param never names of mechanisms not to use
 */
@Immutable
public record ClientPolicy(
        int minimumRank,
        boolean plaintextNeedsVerifiedTls,
        boolean requireChannelBinding,
        boolean requireMutual,
        Set<String> never) {
    public ClientPolicy {
        never = Set.copyOf(never);
    }

    /** Every mechanism that is not ranked below zero; passwords and tokens only over TLS to a verified server. */
    public static ClientPolicy safe() {
        return new ClientPolicy(0, true, false, false, Set.of());
    }

    /** The same policy, but passwords and tokens may be sent to anybody; for tests and local sockets. */
    public ClientPolicy allowCleartext() {
        return new ClientPolicy(minimumRank, false, requireChannelBinding, requireMutual, never);
    }

    /** Whether this mechanism may be used on this connection. */
    public boolean permits(MechanismInfo info, ConnectionFacts facts) {
        return info.rank() >= minimumRank
                && !never.contains(info.name())
                && !(requireChannelBinding && !info.has(Trait.CHANNEL_BINDING))
                && !(requireMutual && !info.has(Trait.MUTUAL))
                && !(plaintextNeedsVerifiedTls && travels(info) && !verified(facts.tls()));
    }

    private static boolean travels(MechanismInfo info) {
        return info.has(Trait.PLAINTEXT_PASSWORD) || info.has(Trait.BEARER_TOKEN);
    }

    private static boolean verified(@org.jspecify.annotations.Nullable TlsFacts tls) {
        return tls != null && tls.peerVerified();
    }
}
