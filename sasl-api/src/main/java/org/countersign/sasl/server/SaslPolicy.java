package org.countersign.sasl.server;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Trait;

/**
 * Which mechanisms may be used on which connection: one predicate for advertising and for accepting. Each method returns a
 * new policy.
 */
@Immutable
public final class SaslPolicy {
    private final Set<String> allowed;
    private final BiPredicate<MechanismInfo, ConnectionFacts> rest;

    private SaslPolicy(Set<String> allowed, BiPredicate<MechanismInfo, ConnectionFacts> rest) {
        this.allowed = allowed;
        this.rest = rest;
    }

    /**
     * Everything found on the classpath, but nothing that sends a password or a token in clear without TLS (SMTP-03), and
     * not ANONYMOUS (ANON-03).
     */
    public static SaslPolicy safe() {
        return new SaslPolicy(Set.of(), (info, facts) -> true);
    }

    /** These mechanisms also where {@link #safe} forbids them. */
    public SaslPolicy alsoAllow(String... names) {
        Set<String> more = new HashSet<>(allowed);
        more.addAll(List.of(names));
        return new SaslPolicy(Set.copyOf(more), rest);
    }

    /** Only these mechanisms, each where it is permitted. */
    public SaslPolicy only(String... names) {
        Set<String> named = Set.of(names);
        return where((info, facts) -> named.contains(info.name()));
    }

    /** Not these mechanisms. */
    public SaslPolicy deny(String... names) {
        Set<String> named = Set.of(names);
        return where((info, facts) -> !named.contains(info.name()));
    }

    /** Only where this holds too. */
    public SaslPolicy where(BiPredicate<MechanismInfo, ConnectionFacts> more) {
        return new SaslPolicy(allowed, rest.and(more));
    }

    /** Whether this mechanism may be used on this connection. */
    public boolean permits(MechanismInfo info, ConnectionFacts facts) {
        return (safe(info, facts) || allowed.contains(info.name())) && rest.test(info, facts);
    }

    private static boolean safe(MechanismInfo info, ConnectionFacts facts) {
        boolean travels = info.has(Trait.PLAINTEXT_PASSWORD) || info.has(Trait.BEARER_TOKEN);
        return !info.has(Trait.ANONYMOUS) && (!travels || facts.tls() != null);
    }
}
