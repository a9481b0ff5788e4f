package org.countersign.sasl.ntlm;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jcip.annotations.Immutable;
import net.jcip.annotations.NotThreadSafe;
import org.jspecify.annotations.Nullable;

/**
 * What an NTLM mechanism insists on, for {@link NtlmMechanism#NtlmMechanism(NtlmPolicy)}. The defaults, {@link #safe}, take
 * every client of NTLMv2 and verify whatever it proves; MS-NLMP leaves the rest to both sides (NTLM-06).
 */
@Immutable
public final class NtlmPolicy {

    /** What a server does with something that a client may prove or leave away. */
    public enum Demand {
        /** It is not looked at. */
        OFF,
        /** It may be missing; what is there must be right. */
        ALLOW,
        /** It must be there and be right. */
        REQUIRE
    }

    private static final NtlmPolicy SAFE = builder().build();

    private final Set<NtlmVersion> accepted;
    private final NtlmVersion sent;
    private final boolean micRequired;
    private final Demand channelBinding;
    private final Set<String> targetNames;
    private final boolean upperCasedDomains;
    private final @Nullable Duration clockSkew;

    private NtlmPolicy(Builder from) {
        this.accepted = Set.copyOf(from.accepted);
        this.sent = from.sent;
        this.micRequired = from.micRequired;
        this.channelBinding = from.channelBinding;
        this.targetNames = from.targetNames;
        this.upperCasedDomains = from.upperCasedDomains;
        this.clockSkew = from.clockSkew;
    }

    /** NTLMv2 only; a code or channel binding that is there must be right, but need not be there. */
    public static NtlmPolicy safe() {
        return SAFE;
    }

    /** Collects a policy, beginning with {@link #safe}. */
    public static Builder builder() {
        return new Builder();
    }

    boolean accepts(NtlmVersion version) {
        return accepted.contains(version);
    }

    NtlmVersion sent() {
        return sent;
    }

    boolean micRequired() {
        return micRequired;
    }

    Demand channelBinding() {
        return channelBinding;
    }

    /** Whether the server may be called by this name, or null for none. */
    boolean acceptsTarget(@Nullable String name) {
        return targetNames.isEmpty() || (name != null && targetNames.contains(name.toLowerCase(Locale.ROOT)));
    }

    boolean upperCasedDomains() {
        return upperCasedDomains;
    }

    /** How far the client's clock may be off, or null: as far as it likes. */
    @Nullable
    Duration clockSkew() {
        return clockSkew;
    }

    /** Collects a policy; see {@link NtlmPolicy#safe} for the defaults. */
    @NotThreadSafe
    public static final class Builder {
        private final Set<NtlmVersion> accepted = EnumSet.of(NtlmVersion.NTLM_V2);
        private NtlmVersion sent = NtlmVersion.NTLM_V2;
        private boolean micRequired;
        private Demand channelBinding = Demand.ALLOW;
        private Set<String> targetNames = Set.of();
        private boolean upperCasedDomains;
        private @Nullable Duration clockSkew;

        private Builder() {}

        /**
         * Servers: older forms to accept too. Whoever listens to one of those has the password within a day (NTLM-30), and
         * they prove nothing else.
         */
        public Builder alsoAccept(NtlmVersion... older) {
            accepted.addAll(Set.of(older));
            return this;
        }

        /** Clients: the form to send; {@link NtlmVersion#LM} is sent together with NTLMv1. */
        public Builder send(NtlmVersion form) {
            this.sent = Objects.requireNonNull(form, "form");
            return this;
        }

        /**
         * Servers: whether a client must prove that no octet of the three messages has changed. Refuses clients that do
         * not, such as curl and that of the JDK.
         */
        public Builder requireMic(boolean required) {
            this.micRequired = required;
            return this;
        }

        /** Servers: what to do with the hash of the TLS channel; where it is required and there is none, NTLM is not offered. */
        public Builder channelBinding(Demand demand) {
            this.channelBinding = Objects.requireNonNull(demand, "demand");
            return this;
        }

        /**
         * Servers: the names, such as {@code smtp/mail.example.org}, of which a client must mean one, in any case; none:
         * it may mean whomever it likes.
         */
        public Builder targetNames(String... names) {
            this.targetNames =
                    Stream.of(names).map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
            return this;
        }

        /** Servers: whether to also try the domain in upper case, which Cyrus SASL's client has in its key. */
        public Builder upperCasedDomains(boolean tried) {
            this.upperCasedDomains = tried;
            return this;
        }

        /**
         * Servers: how far the client's clock may be off; Windows takes 36 hours. By default it is not looked at, for the
         * server's nonce says what is new.
         */
        public Builder clockSkew(Duration longest) {
            this.clockSkew = Objects.requireNonNull(longest, "longest");
            return this;
        }

        /**
         * The policy.
         *
         * @throws IllegalArgumentException if older forms are accepted that can not prove what is required
         */
        public NtlmPolicy build() {
            boolean demanding =
                    micRequired || channelBinding == Demand.REQUIRE || !targetNames.isEmpty() || clockSkew != null;
            if (demanding && accepted.size() > 1) {
                throw new IllegalArgumentException("forms older than NTLMv2 can not prove what is required");
            }
            return new NtlmPolicy(this);
        }
    }
}
