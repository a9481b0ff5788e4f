package org.countersign.sasl.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import net.jcip.annotations.NotThreadSafe;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismProvider;
import org.countersign.sasl.PasswordKind;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.Custom;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.TokenError;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.Answerer;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerSide;
import org.jspecify.annotations.Nullable;

/**
 * What the kit has to know of a mechanism: who authenticates how, on which connection, and in what the mechanism differs
 * from most. The defaults of the {@link Builder} do for a mechanism with passwords.
 */
@ThreadSafe
public final class MechanismProfile {
    /** Some octets of a message. */
    @FunctionalInterface
    @ThreadSafe
    public interface Positions {
        /** Whether the octet at {@code position}, from 0, is one of them; the position behind the last is asked for too. */
        boolean include(byte[] message, int position);
    }

    record Admitted(int message, Predicate<byte[]> inputs) {}

    record Unauthenticated(Side from, int message, Positions positions, String section) {
        boolean isOf(Message sent) {
            return from == sent.from() && message == sent.index();
        }
    }

    final Mechanism mechanism;
    final ServerMechanism server;
    final ClientMechanism client;
    /** Whether both sides are there, the mechanism's own or its counterpart. */
    final boolean converses;

    final String user;
    final Credentials right;
    final Optional<Credentials> wrong;
    final Optional<Credentials> unknownUser;
    final List<PasswordKind<?>> passwordKinds;
    final Answerer<CheckToken, TokenVerdict> tokens;
    final Answerer<IdentifyPeer, Optional<String>> peers;
    final List<BiConsumer<ServerSide.Builder, Answering>> answers;
    final Consumer<ServerSide.Builder> customise;
    final List<Admitted> admitted;
    final List<Unauthenticated> unauthenticated;
    final Optional<MechanismProvider> provider;
    final UnaryOperator<ServerExchange> driver;
    final Accounts accounts;
    private final Consumer<ConnectionFacts.Builder> facts;

    private MechanismProfile(Builder from) {
        this.mechanism = from.mechanism;
        SilentPeer silent = new SilentPeer(mechanism.info());
        this.server = side(ServerMechanism.class, from, silent);
        this.client = side(ClientMechanism.class, from, silent);
        this.converses = server != silent && client != silent;
        this.user = from.user;
        this.right = Objects.requireNonNullElseGet(from.right, from::rightCredentials);
        this.wrong = Optional.ofNullable(from.wrong).or(from::wrongCredentials);
        this.unknownUser = Optional.ofNullable(from.unknownUser).or(from::unknownCredentials);
        this.passwordKinds = List.copyOf(from.passwordKinds);
        this.tokens = Objects.requireNonNullElseGet(from.tokens, from::oneToken);
        this.peers = Objects.requireNonNullElseGet(from.peers, from::onePeer);
        this.answers = List.copyOf(from.answers);
        this.customise = from.customise;
        this.admitted = List.copyOf(from.admitted);
        this.unauthenticated = List.copyOf(from.unauthenticated);
        this.provider = Optional.ofNullable(from.provider);
        this.driver = from.driver;
        this.facts = from.facts;
        this.accounts = Accounts.of(this, from.entries.isEmpty() ? List.of("{PLAIN}" + from.password) : from.entries);
    }

    private static <S extends Mechanism> S side(Class<S> side, Builder from, SilentPeer silent) {
        Mechanism counterpart = from.counterpart;
        if (side.isInstance(from.mechanism)) {
            return side.cast(from.mechanism);
        }
        return side.isInstance(counterpart) ? side.cast(counterpart) : side.cast(silent);
    }

    /** The profile of {@code mechanism}, which may have one side or both. */
    public static Builder of(Mechanism mechanism) {
        return new Builder(mechanism);
    }

    /** Whether the server side is the mechanism's own, and so to be judged. */
    boolean hasServer() {
        return mechanism instanceof ServerMechanism;
    }

    /** Whether the client side is the mechanism's own, and so to be judged. */
    boolean hasClient() {
        return mechanism instanceof ClientMechanism;
    }

    ConnectionFacts facts(boolean carriesSuccessData) {
        ConnectionFacts.Builder builder = ConnectionFacts.of("smtp", "mail.example.org")
                .tls(new TlsFacts("TLSv1.3", null, List.of(), true))
                .peerAddress("192.0.2.1")
                .layersPossible(true);
        facts.accept(builder);
        return builder.carriesSuccessData(carriesSuccessData).build();
    }

    boolean admits(Message sent, byte[] arrived) {
        return sent.from() == Side.CLIENT
                && admitted.stream()
                        .anyMatch(input -> input.message() == sent.index()
                                && input.inputs().test(arrived));
    }

    /** Whether an octet of a message, or what is put in its place or before it, need not be noticed. */
    boolean unauthenticated(Message sent, int position) {
        return unauthenticated.stream()
                .anyMatch(octets -> octets.isOf(sent) && octets.positions().include(sent.octets(), position));
    }

    /**
     * Collects what is special. Defaults: user {@code tim}; a password, a token and their wrong counterparts; an account
     * with the entry <code>{PLAIN}<i>password</i></code>; a TLS 1.3 connection for {@code smtp} on
     * {@code mail.example.org} on which layers are possible; a server that knows the token and takes the peer's
     * certificate for the user's; no input succeeds without credentials, every octet is authenticated.
     */
    @NotThreadSafe
    public static final class Builder {
        private static final int SHORTEST = 8;

        private final Mechanism mechanism;
        private @Nullable Mechanism counterpart;
        private String user = "tim";
        private String password = "tanstaaftanstaaf";
        private String token = "vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg";
        private @Nullable Credentials right;
        private @Nullable Credentials wrong;
        private @Nullable Credentials unknownUser;
        private List<String> entries = List.of();
        private List<PasswordKind<?>> passwordKinds = List.of();
        private @Nullable Answerer<CheckToken, TokenVerdict> tokens;
        private @Nullable Answerer<IdentifyPeer, Optional<String>> peers;
        private final List<BiConsumer<ServerSide.Builder, Answering>> answers = new ArrayList<>();
        private Consumer<ServerSide.Builder> customise = server -> {};
        private Consumer<ConnectionFacts.Builder> facts = connection -> {};
        private final List<Admitted> admitted = new ArrayList<>();
        private final List<Unauthenticated> unauthenticated = new ArrayList<>();
        private @Nullable MechanismProvider provider;
        private UnaryOperator<ServerExchange> driver = UnaryOperator.identity();

        private Builder(Mechanism mechanism) {
            this.mechanism = Objects.requireNonNull(mechanism, "mechanism");
        }

        /** Speaks the side that the mechanism does not have; the rules are about the mechanism all the same. */
        public Builder counterpart(Mechanism otherSide) {
            this.counterpart = Objects.requireNonNull(otherSide, "otherSide");
            return this;
        }

        /** The user who authenticates, by a name that ends in an ASCII character. */
        public Builder user(String name) {
            this.user = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * The user's password.
         *
         * @throws IllegalArgumentException if it is shorter than 8 characters: it is searched for where it must not be
         */
        public Builder password(String secret) {
            this.password = longEnough(secret);
            return this;
        }

        /**
         * The user's bearer token.
         *
         * @throws IllegalArgumentException if it is shorter than 8 characters: it is searched for where it must not be
         */
        public Builder token(String secret) {
            this.token = longEnough(secret);
            return this;
        }

        /** What the client has, if it is neither the password nor the token. */
        public Builder right(Credentials credentials) {
            this.right = Objects.requireNonNull(credentials, "credentials");
            return this;
        }

        /** Credentials of the user that are refused; by default another password and token of the same length. */
        public Builder wrong(Credentials credentials) {
            this.wrong = Objects.requireNonNull(credentials, "credentials");
            return this;
        }

        /** Credentials of a user whom the server does not know; by default another name of the same length. */
        public Builder unknownUser(Credentials credentials) {
            this.unknownUser = Objects.requireNonNull(credentials, "credentials");
            return this;
        }

        /** The entries of the user's account, {@code {SCHEME}data}. */
        public Builder entries(String... texts) {
            this.entries = List.of(texts);
            return this;
        }

        /** Ways in which passwords are stored besides {@code {PLAIN}}. */
        public Builder passwordKinds(PasswordKind<?>... kinds) {
            this.passwordKinds = List.of(kinds);
            return this;
        }

        /** What is special about the connection, the same for client and server. */
        public Builder facts(Consumer<ConnectionFacts.Builder> connection) {
            this.facts = Objects.requireNonNull(connection, "connection");
            return this;
        }

        /** Who checks tokens on the server. */
        public Builder tokens(Answerer<CheckToken, TokenVerdict> by) {
            this.tokens = Objects.requireNonNull(by, "by");
            return this;
        }

        /** Who knows on the server whom a certificate stands for. */
        public Builder peers(Answerer<IdentifyPeer, Optional<String>> by) {
            this.peers = Objects.requireNonNull(by, "by");
            return this;
        }

        /** Who answers the mechanism's own question; the same to every exchange. */
        public <A, Q extends Custom<A>> Builder answer(Class<Q> question, Answerer<Q, A> by) {
            answers.add((server, answering) -> server.answer(question, answering.of(by)));
            return this;
        }

        /**
         * Changes the server, once for each exchange. Directory, answerers, audit and seams are the kit's and set
         * afterwards.
         */
        public Builder server(Consumer<ServerSide.Builder> changes) {
            this.customise = Objects.requireNonNull(changes, "changes");
            return this;
        }

        /**
         * Inputs that legally succeed, whoever sends them.
         *
         * @param message which of the client's messages, from 0
         * @param inputs true for such an input
         */
        public Builder admits(int message, Predicate<byte[]> inputs) {
            admitted.add(new Admitted(message, inputs));
            return this;
        }

        /**
         * Octets that can be changed on the way without anybody noticing.
         *
         * @param message which message of that side, from 0
         * @param section where the mechanism's specification says so
         */
        public Builder unauthenticated(Side from, int message, Positions positions, String section) {
            unauthenticated.add(new Unauthenticated(from, message, positions, section));
            return this;
        }

        /** The provider that lists the mechanism, instead of those that {@link java.util.ServiceLoader} finds. */
        public Builder providedBy(MechanismProvider explicitly) {
            this.provider = Objects.requireNonNull(explicitly, "explicitly");
            return this;
        }

        /** What stands between the kit and the driver's exchanges: a way to break a driver. */
        Builder driver(UnaryOperator<ServerExchange> broken) {
            this.driver = broken;
            return this;
        }

        public MechanismProfile build() {
            return new MechanismProfile(this);
        }

        private TestCredentials rightCredentials() {
            return new TestCredentials(new Identities(user, null), password, token);
        }

        private Optional<Credentials> wrongCredentials() {
            boolean secret = needs(Need.Verifier.class) || needs(Need.Passwords.class) || needs(Need.Tokens.class);
            return secret ? Optional.of(rightCredentials().withOtherSecrets()) : Optional.empty();
        }

        private Optional<Credentials> unknownCredentials() {
            boolean lookedUp = needs(Need.Verifier.class) || needs(Need.Passwords.class);
            return lookedUp ? Optional.of(rightCredentials().withOtherUser()) : Optional.empty();
        }

        private boolean needs(Class<? extends Need> need) {
            return mechanism.info().needs().stream().anyMatch(need::isInstance);
        }

        private static String longEnough(String secret) {
            if (secret.length() < SHORTEST) {
                throw new IllegalArgumentException("shorter than " + SHORTEST + " characters");
            }
            return secret;
        }

        private Answerer<CheckToken, TokenVerdict> oneToken() {
            byte[] known = Utf8.encode(token);
            TokenVerdict valid = new TokenVerdict.Valid(user);
            TokenVerdict invalid = new TokenVerdict.Invalid(TokenError.of("invalid_token"));
            return (check, attempt) ->
                    CompletableFuture.completedFuture(check.token().matches(known) ? valid : invalid);
        }

        private Answerer<IdentifyPeer, Optional<String>> onePeer() {
            Optional<String> known = Optional.of(user);
            return (question, attempt) -> CompletableFuture.completedFuture(known);
        }
    }
}
