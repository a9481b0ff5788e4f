package org.countersign.sasl.client;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import net.jcip.annotations.NotThreadSafe;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.Preparation;
import org.countersign.sasl.Seams;

/**
 * The client's side of SASL: one for an application. Says which mechanisms are worth trying with a server, and opens
 * exchanges.
 */
@ThreadSafe
public final class ClientSide {
    private final List<ClientMechanism> mechanisms;
    private final ClientPolicy policy;
    final Preparation preparation;
    final Executor workers;
    final Seams seams;
    final long deadlineNanos;

    private ClientSide(Builder from) {
        this.mechanisms = from.catalogue.all().stream()
                .filter(ClientMechanism.class::isInstance)
                .map(ClientMechanism.class::cast)
                .toList();
        this.policy = from.policy;
        this.preparation = from.preparation;
        this.workers = from.workers;
        this.seams = from.seams;
        this.deadlineNanos = from.deadline.toNanos();
    }

    /** Collects what a client of these mechanisms needs. */
    public static Builder with(Catalogue catalogue) {
        return new Builder(catalogue);
    }

    /**
     * The offered mechanisms that can be used with these credentials, strongest first. The caller tries one; whether to
     * try the next after a refusal is not decided here, and never silently (SEC-02).
     *
     * @param offered names as the server sent them, in any case
     */
    public List<MechanismInfo> choose(List<String> offered, ConnectionFacts facts, Credentials credentials) {
        return mechanisms.stream()
                .filter(mechanism -> offered.stream().anyMatch(mechanism.info().name()::equalsIgnoreCase))
                .filter(mechanism -> usable(mechanism, facts, credentials))
                .map(ClientMechanism::info)
                .toList();
    }

    /**
     * Opens an exchange.
     *
     * @param mechanism the name in upper case
     * @param offered all names that the server offers
     * @param runOn where the attempt goes on when an answer comes later
     * @return empty if the mechanism is not in the catalogue, or may not or can not be used here
     */
    public Optional<ClientExchange> open(
            String mechanism, List<String> offered, ConnectionFacts facts, Credentials credentials, Executor runOn) {
        return mechanisms.stream()
                .filter(candidate -> candidate.info().name().equals(mechanism))
                .filter(candidate -> usable(candidate, facts, credentials))
                .findFirst()
                .map(found -> new DrivenClientExchange(this, found, offered, facts, credentials, runOn));
    }

    private boolean usable(ClientMechanism mechanism, ConnectionFacts facts, Credentials credentials) {
        return policy.permits(mechanism.info(), facts)
                && credentials.has(mechanism.info().clientNeed())
                && mechanism.available(facts);
    }

    /**
     * Collects what a client needs. Defaults: {@link ClientPolicy#safe}, {@link Preparation#ofPrintableAscii}, slow work on
     * the calling thread, two minutes for an attempt, {@link Seams#system}.
     */
    @NotThreadSafe
    public static final class Builder {
        private final Catalogue catalogue;
        private ClientPolicy policy = ClientPolicy.safe();
        private Preparation preparation = Preparation.ofPrintableAscii();
        private Executor workers = Runnable::run;
        private Seams seams = Seams.system();
        private Duration deadline = Duration.ofMinutes(2);

        private Builder(Catalogue catalogue) {
            this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
        }

        public Builder policy(ClientPolicy which) {
            this.policy = Objects.requireNonNull(which, "which");
            return this;
        }

        /** How an authorization identity is prepared before it is sent; one that can not be is not (SMTP-33). */
        public Builder authorizationIds(Preparation prepared) {
            this.preparation = Objects.requireNonNull(prepared, "prepared");
            return this;
        }

        /** Where slow work such as key derivation runs. */
        public Builder workers(Executor where) {
            this.workers = Objects.requireNonNull(where, "where");
            return this;
        }

        public Builder seams(Seams where) {
            this.seams = Objects.requireNonNull(where, "where");
            return this;
        }

        /** How long an attempt may take. */
        public Builder deadline(Duration longest) {
            this.deadline = Objects.requireNonNull(longest, "longest");
            return this;
        }

        public ClientSide build() {
            return new ClientSide(this);
        }
    }
}
