package org.countersign.sasl.server;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jcip.annotations.NotThreadSafe;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.PasswordKind;
import org.countersign.sasl.Preparation;
import org.countersign.sasl.Question;
import org.countersign.sasl.Seams;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.VerifierKind;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of SASL: one for an application, shared by all its connections. Says which mechanisms are offered on a
 * connection, and opens exchanges.
 */
@ThreadSafe
public final class ServerSide {
    /** Those whose needs are met. */
    private final List<ServerMechanism> mechanisms;

    private final Map<String, ServerMechanism> byName;
    private final SaslPolicy policy;
    final Answerers answerers;
    final Decoys decoys;
    final Authorizer authorizer;
    final @Nullable Gate gate;
    final Consumer<AuditEvent> audit;
    final Seams seams;
    final long deadlineNanos;

    private ServerSide(Builder from) {
        this.answerers = new Answerers(from);
        this.mechanisms = from.catalogue.all().stream()
                .filter(ServerMechanism.class::isInstance)
                .map(ServerMechanism.class::cast)
                .filter(mechanism -> answerers.meet(mechanism.info().needs()))
                .toList();
        this.byName = mechanisms.stream()
                .collect(Collectors.toUnmodifiableMap(
                        mechanism -> mechanism.info().name(), Function.identity()));
        this.policy = from.policy;
        this.decoys = new Decoys(from.decoySecret, from.realEntries());
        this.authorizer = from.authorizer;
        this.gate = from.gate;
        this.audit = from.audit;
        this.seams = from.seams;
        this.deadlineNanos = from.deadline.toNanos();
    }

    /** Collects what a server of these mechanisms needs. */
    public static Builder with(Catalogue catalogue) {
        return new Builder(catalogue);
    }

    /**
     * The names of the mechanisms offered on this connection, strongest first: permitted by the policy, available there,
     * and with all their needs met.
     */
    public List<String> mechanisms(ConnectionFacts facts) {
        return mechanisms.stream()
                .filter(mechanism -> offers(mechanism, facts))
                .map(mechanism -> mechanism.info().name())
                .toList();
    }

    /** The metadata of the mechanisms offered on this connection, strongest first. */
    public List<MechanismInfo> offered(ConnectionFacts facts) {
        return mechanisms.stream()
                .filter(mechanism -> offers(mechanism, facts))
                .map(Mechanism::info)
                .toList();
    }

    /**
     * Opens an exchange.
     *
     * @param mechanism the name in upper case
     * @param runOn where the attempt goes on when an answer comes later, such as the connection's event loop; one that
     *     refuses work aborts the attempt
     * @return empty if the mechanism is not offered on this connection, for whatever reason (SMTP-20)
     */
    public Optional<ServerExchange> open(String mechanism, ConnectionFacts facts, Executor runOn) {
        ServerMechanism found = byName.get(mechanism);
        return found != null && offers(found, facts)
                ? Optional.of(new DrivenServerExchange(this, found, facts, runOn))
                : Optional.empty();
    }

    /** Whether the mechanism of this name is offered on this connection. */
    boolean offers(String mechanism, ConnectionFacts facts) {
        ServerMechanism found = byName.get(mechanism);
        return found != null && offers(found, facts);
    }

    private boolean offers(ServerMechanism mechanism, ConnectionFacts facts) {
        MechanismInfo info = mechanism.info();
        return policy.permits(info, facts) && mechanism.available(facts);
    }

    /**
     * Collects what a server needs. Defaults: {@link SaslPolicy#safe}, nobody who answers anything, no workers,
     * {@link Preparation#ofPrintableAscii}, {@link Authorizer#self}, no gate, no audit, two minutes for an attempt, {@link Seams#system}, and a secret for decoys
     * that lasts as long as the process.
     */
    @NotThreadSafe
    public static final class Builder {
        private final Catalogue catalogue;
        private SaslPolicy policy = SaslPolicy.safe();
        Preparation preparation = Preparation.ofPrintableAscii();
        private Authorizer authorizer = Authorizer.self();
        private @Nullable Gate gate;
        private Consumer<AuditEvent> audit = event -> {};
        private Seams seams = Seams.system();
        private Duration deadline = Duration.ofMinutes(2);
        private @Nullable Secret decoySecret;
        private final Map<VerifierKind<?>, List<?>> decoysLike = new HashMap<>();

        @Nullable
        Directory directory;

        final Map<String, PasswordKind<?>> passwordKinds = new LinkedHashMap<>();

        @Nullable
        Answerer<Question.CheckPassword, Boolean> passwords;

        @Nullable
        Answerer<Question.CheckToken, Question.TokenVerdict> tokens;

        @Nullable
        Answerer<Question.IdentifyPeer, Optional<String>> peers;

        final Map<Class<?>, Answerer<?, ?>> custom = new HashMap<>();

        @Nullable
        Executor workers;

        private Builder(Catalogue catalogue) {
            this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
        }

        public Builder policy(SaslPolicy which) {
            this.policy = Objects.requireNonNull(which, "which");
            return this;
        }

        /**
         * Where verifiers are found, and passwords checked unless {@link #passwords} says otherwise.
         *
         * @param kinds ways in which passwords are stored besides {@code {PLAIN}}; a user's entry of the first that it
         *     has is used, and unknown users look like the first. Expensive ones need {@link #workers}
         */
        public Builder directory(Directory where, PasswordKind<?>... kinds) {
            this.directory = Objects.requireNonNull(where, "where");
            passwordKinds.clear();
            for (PasswordKind<?> kind : kinds) {
                passwordKinds.put(kind.scheme(), kind);
            }
            passwordKinds.putIfAbsent(PlainPasswordKind.SCHEME, new PlainPasswordKind());
            return this;
        }

        /** Who checks passwords, instead of the directory: an LDAP bind, for instance. */
        public Builder passwords(Answerer<Question.CheckPassword, Boolean> by) {
            this.passwords = Objects.requireNonNull(by, "by");
            return this;
        }

        /** Who checks bearer tokens. */
        public Builder tokens(Answerer<Question.CheckToken, Question.TokenVerdict> by) {
            this.tokens = Objects.requireNonNull(by, "by");
            return this;
        }

        /** Who knows whom a peer's certificate stands for. */
        public Builder peers(Answerer<Question.IdentifyPeer, Optional<String>> by) {
            this.peers = Objects.requireNonNull(by, "by");
            return this;
        }

        /** Who answers a third-party mechanism's question of this class. */
        public <A, Q extends Question.Custom<A>> Builder answer(Class<Q> question, Answerer<? super Q, A> by) {
            custom.put(question, Objects.requireNonNull(by, "by"));
            return this;
        }

        /** Where slow work runs; it should be bounded, and refuse what is too much. */
        public Builder workers(Executor where) {
            this.workers = Objects.requireNonNull(where, "where");
            return this;
        }

        /** How an authorization identity is prepared, before the directory spells it and the authorizer decides (SASL-17). */
        public Builder authorizationIds(Preparation prepared) {
            this.preparation = Objects.requireNonNull(prepared, "prepared");
            return this;
        }

        public Builder authorizer(Authorizer who) {
            this.authorizer = Objects.requireNonNull(who, "who");
            return this;
        }

        public Builder gate(Gate which) {
            this.gate = Objects.requireNonNull(which, "which");
            return this;
        }

        /** Told once of each attempt, on the attempt's thread: must not block. What it throws is dropped. */
        public Builder audit(Consumer<AuditEvent> to) {
            this.audit = Objects.requireNonNull(to, "to");
            return this;
        }

        /** How long an attempt may take; somebody has to call {@link ServerExchange#expire}. */
        public Builder deadline(Duration longest) {
            this.deadline = Objects.requireNonNull(longest, "longest");
            return this;
        }

        public Builder seams(Seams where) {
            this.seams = Objects.requireNonNull(where, "where");
            return this;
        }

        /** Keys the decoys; the same on all machines and after a restart. Copied. */
        public Builder decoySecret(Secret stable) {
            this.decoySecret = stable.copy();
            return this;
        }

        /**
         * Real entries that the decoys of this kind look like, such as one of each iteration count in use. Where nobody
         * says, they are those of the directory's {@linkplain Directory#samples samples}.
         */
        public <V> Builder decoysLike(VerifierKind<V> kind, Collection<V> realEntries) {
            decoysLike.put(kind, List.copyOf(realEntries));
            return this;
        }

        /** Of each kind of which clients see a part: as told, else of the directory's samples. */
        private Map<VerifierKind<?>, List<?>> realEntries() {
            Map<VerifierKind<?>, List<?>> entries = new HashMap<>(decoysLike);
            Directory where = directory;
            if (where != null) {
                catalogue.verifierKinds().stream()
                        .filter(VerifierKind::visible)
                        .forEach(kind -> entries.computeIfAbsent(kind, absent -> verifiers(kind, where.samples())));
            }
            return entries;
        }

        private static <V> List<V> verifiers(VerifierKind<V> kind, Collection<Account> accounts) {
            return accounts.stream()
                    .flatMap(account -> account.verifier(kind, "").stream())
                    .toList();
        }

        public ServerSide build() {
            return new ServerSide(this);
        }
    }
}
