package org.countersign.sasl;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import net.jcip.annotations.Immutable;
import net.jcip.annotations.NotThreadSafe;

/**
 * What a mechanism says of itself. Defaults of the builder: client first, no traits, {@link Status#CURRENT}, rank 0,
 * messages of at most 4096 octets, 8 rounds, no needs, a client that needs a password.
 */
@Immutable
public final class MechanismInfo {
    /** RFC 4422, section 3.1. */
    private static final Pattern NAME = Pattern.compile("[A-Z0-9_-]{1,20}");

    /** Who sends the first message (SASL-05). */
    public enum FirstMover {
        CLIENT,
        SERVER,
        /** The client may, and the server goes first if it does not. */
        EITHER
    }

    /** Whether a mechanism is still recommended by anybody. */
    public enum Status {
        CURRENT,
        LEGACY,
        HISTORIC
    }

    /** What a policy wants to know. */
    public enum Trait {
        /** The password itself is sent. */
        PLAINTEXT_PASSWORD,
        /** A token that whoever reads it can use is sent. */
        BEARER_TOKEN,
        /** Whoever reads an exchange can try passwords on it. */
        DICTIONARY_ATTACKABLE,
        /** The server proves that it knows the user. */
        MUTUAL,
        /** The exchange is bound to the TLS channel. */
        CHANNEL_BINDING,
        /** A security layer can be negotiated. */
        SECURITY_LAYER,
        /** Nobody is identified. */
        ANONYMOUS
    }

    /** A question that the server side may ask; a mechanism is offered only where all its needs can be met. */
    @Immutable
    public sealed interface Need {
        /** Stored verifiers of this kind. */
        @Immutable
        record Verifier(VerifierKind<?> kind) implements Need {}

        /** Somebody who checks passwords. */
        @Immutable
        record Passwords() implements Need {}

        /** Somebody who checks bearer tokens. */
        @Immutable
        record Tokens() implements Need {}

        /** Somebody who knows whom a certificate stands for. */
        @Immutable
        record PeerIdentity() implements Need {}

        /** An executor for work off the event loop. */
        @Immutable
        record Workers() implements Need {}

        /** Somebody who answers a question of the mechanism's own. */
        @Immutable
        record Answer(Class<? extends Question.Custom<?>> to) implements Need {}
    }

    /** What the client side must have. */
    public enum ClientNeed {
        PASSWORD,
        TOKEN,
        /** Credentials are elsewhere (TLS, Kerberos), or there are none. */
        NOTHING
    }

    private final String name;
    private final FirstMover firstMover;
    private final Set<Trait> traits;
    private final Status status;
    private final int rank;
    private final int maxMessage;
    private final int maxRounds;
    private final Set<Need> needs;
    private final ClientNeed clientNeed;

    private MechanismInfo(Builder from) {
        this.name = from.name;
        this.firstMover = from.firstMover;
        this.traits = from.traits.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(from.traits));
        this.status = from.status;
        this.rank = from.rank;
        this.maxMessage = from.maxMessage;
        this.maxRounds = from.maxRounds;
        this.needs = from.needs;
        this.clientNeed = from.clientNeed;
    }

    /**
     * Metadata of the mechanism of this name.
     *
     * @throws IllegalArgumentException if the name is not 1 to 20 of {@code A-Z 0-9 - _} (SASL-02)
     */
    public static Builder named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a mechanism name (RFC 4422, section 3.1): " + name);
        }
        return new Builder(name);
    }

    public String name() {
        return name;
    }

    public FirstMover firstMover() {
        return firstMover;
    }

    public Set<Trait> traits() {
        return traits;
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    public Status status() {
        return status;
    }

    /** Strength: a client prefers higher ranks. Negative means never unless named. */
    public int rank() {
        return rank;
    }

    /** The largest message in octets that the mechanism takes, in either direction. */
    public int maxMessage() {
        return maxMessage;
    }

    /** How many messages one side may send at most. */
    public int maxRounds() {
        return maxRounds;
    }

    /** What the server side may ask. */
    public Set<Need> needs() {
        return needs;
    }

    /** What the client side must have. */
    public ClientNeed clientNeed() {
        return clientNeed;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Collects metadata; see {@link MechanismInfo} for the defaults. */
    @NotThreadSafe
    public static final class Builder {
        private final String name;
        private FirstMover firstMover = FirstMover.CLIENT;
        private Set<Trait> traits = Set.of();
        private Status status = Status.CURRENT;
        private int rank;
        private int maxMessage = 4096;
        private int maxRounds = 8;
        private Set<Need> needs = Set.of();
        private ClientNeed clientNeed = ClientNeed.PASSWORD;

        private Builder(String name) {
            this.name = name;
        }

        public Builder firstMover(FirstMover mover) {
            this.firstMover = Objects.requireNonNull(mover, "mover");
            return this;
        }

        public Builder traits(Trait... all) {
            this.traits = Set.of(all);
            return this;
        }

        public Builder status(Status is) {
            this.status = Objects.requireNonNull(is, "is");
            return this;
        }

        public Builder rank(int strength) {
            this.rank = strength;
            return this;
        }

        /** The largest message in octets, 1 or more. */
        public Builder maxMessage(int octets) {
            this.maxMessage = positive(octets);
            return this;
        }

        /** The largest number of messages of one side, 1 or more. */
        public Builder maxRounds(int rounds) {
            this.maxRounds = positive(rounds);
            return this;
        }

        public Builder needs(Need... all) {
            this.needs = Set.of(all);
            return this;
        }

        public Builder clientNeed(ClientNeed need) {
            this.clientNeed = Objects.requireNonNull(need, "need");
            return this;
        }

        public MechanismInfo build() {
            return new MechanismInfo(this);
        }

        private static int positive(int number) {
            if (number < 1) {
                throw new IllegalArgumentException("not positive: " + number);
            }
            return number;
        }
    }
}
