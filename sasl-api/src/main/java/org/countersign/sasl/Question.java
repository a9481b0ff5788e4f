package org.countersign.sasl;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import net.jcip.annotations.Immutable;
import net.jcip.annotations.NotThreadSafe;

/**
 * A fact that a mechanism's server side asks for: {@code A} is the type of the answer. The set is closed, because the
 * driver gives guarantees with each answer (decoys, wiping); {@link Custom} is the one open door.
 */
@Immutable
public sealed interface Question<A> {

    /** Puts this question to whoever answers; double dispatch keeps {@code A} without a cast. */
    Pending<A> putTo(Answers answers);

    /**
     * The stored verifier of a user. The answer always looks like a verifier: for an unknown user, one without a
     * verifier of this kind, or a corrupt entry it is a decoy, and success is then turned into rejection by the driver.
     *
     * @param user as prepared by the mechanism; not yet canonical
     * @param realm empty where the mechanism has no realms
     */
    @Immutable
    record FindVerifier<V>(String user, String realm, VerifierKind<V> kind) implements Question<V> {
        public FindVerifier {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(realm, "realm");
            Objects.requireNonNull(kind, "kind");
        }

        @Override
        public Pending<V> putTo(Answers answers) {
            return answers.findVerifier(this);
        }
    }

    /**
     * Whether this is the user's password. The secret is wiped when the answer is there.
     *
     * @param password UTF-8, prepared
     */
    @Immutable
    record CheckPassword(String user, Secret password) implements Question<Boolean> {
        public CheckPassword {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }

        @Override
        public Pending<Boolean> putTo(Answers answers) {
            return answers.checkPassword(this);
        }
    }

    /**
     * Whether this bearer token is valid, and whose it is. The secret is wiped when the answer is there.
     *
     * @param user whom the client named, possibly empty: the token's subject is the authority, not this
     * @param token possibly empty, which is never valid: that is how a client asks what token is wanted (OAUTH-08)
     */
    @Immutable
    record CheckToken(String user, Secret token) implements Question<TokenVerdict> {
        public CheckToken {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(token, "token");
        }

        @Override
        public Pending<TokenVerdict> putTo(Answers answers) {
            return answers.checkToken(this);
        }
    }

    /** Which user the peer's certificate stands for; empty when none (EXT-03). */
    @Immutable
    record IdentifyPeer() implements Question<Optional<String>> {
        @Override
        public Pending<Optional<String>> putTo(Answers answers) {
            return answers.identifyPeer(this);
        }
    }

    /**
     * Work that must not run on an event loop: key derivation, password hashes, GSS calls. An expected failure is a
     * value of {@code A}; an exception ends the attempt.
     */
    @Immutable
    record Offload<A>(Callable<A> work) implements Question<A>, ClientQuestion<A> {
        public Offload {
            Objects.requireNonNull(work, "work");
        }

        @Override
        public Pending<A> putTo(Answers answers) {
            return answers.offload(this);
        }

        @Override
        public Pending<A> putTo(ClientAnswers answers) {
            return answers.offload(this);
        }
    }

    /**
     * A fact that only a third-party mechanism needs, such as the counter of a one-time password. It is declared in the
     * mechanism's metadata as {@link MechanismInfo.Need.Answer}; where nobody answers it the mechanism is not offered.
     */
    @Immutable
    non-sealed interface Custom<A> extends Question<A> {
        /** The user whom the fact is about, for gates and the audit; empty when it is about none. */
        default Optional<String> claimant() {
            return Optional.empty();
        }

        @Override
        default Pending<A> putTo(Answers answers) {
            return answers.custom(this);
        }
    }

    /** What a token verifier found. */
    @Immutable
    sealed interface TokenVerdict {

        /**
         * The token is valid.
         *
         * @param subject whose token it is; not empty
         */
        @Immutable
        record Valid(String subject) implements TokenVerdict {}

        /**
         * The token is not valid.
         *
         * @param why as the client may see it
         */
        @Immutable
        record Invalid(TokenError why) implements TokenVerdict {
            public Invalid {
                Objects.requireNonNull(why, "why");
            }
        }
    }

    /** Who answers: the driver, or a test. */
    @NotThreadSafe
    interface Answers {
        <V> Pending<V> findVerifier(FindVerifier<V> question);

        Pending<Boolean> checkPassword(CheckPassword question);

        Pending<TokenVerdict> checkToken(CheckToken question);

        Pending<Optional<String>> identifyPeer(IdentifyPeer question);

        <A> Pending<A> offload(Offload<A> question);

        <A> Pending<A> custom(Custom<A> question);
    }

    /** An answer on its way. */
    @NotThreadSafe
    interface Pending<A> {
        /** Complete as soon as {@link #settle} may be called; it belongs to whoever answers and is only listened to. */
        CompletionStage<?> stage();

        /**
         * The answer; called once, after {@link #stage} is complete, on the attempt's thread.
         *
         * @throws Exception when there is no answer
         */
        A settle() throws Exception;
    }
}
