package org.countersign.sasl;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import net.jcip.annotations.Immutable;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.Question.Pending;
import org.jspecify.annotations.Nullable;

/** A fact that a mechanism's client side asks for; credentials answer it. {@code A} is the type of the answer. */
@Immutable
public sealed interface ClientQuestion<A>
        permits ClientQuestion.WhoAmI,
                ClientQuestion.Password,
                ClientQuestion.Token,
                ClientQuestion.ChooseRealm,
                ClientQuestion.DerivedKey,
                Question.Offload {

    /** Puts this question to whoever answers; double dispatch keeps {@code A} without a cast. */
    Pending<A> putTo(ClientAnswers answers);

    /**
     * The identities of an exchange.
     *
     * @param authenticationId whose credentials are used; empty where the credentials alone say it
     * @param authorizationId whom to act as, or null: as the one authenticated (SASL-14)
     */
    @Immutable
    record Identities(String authenticationId, @Nullable String authorizationId) {
        public Identities {
            Objects.requireNonNull(authenticationId, "authenticationId");
        }

        /** Whether the client wants to act as somebody else, which not every mechanism can carry. */
        public boolean forSomebodyElse() {
            return authorizationId != null && !authorizationId.isEmpty() && !authorizationId.equals(authenticationId);
        }
    }

    /** Who is to be authenticated, and as whom to act. */
    @Immutable
    record WhoAmI() implements ClientQuestion<Identities> {
        @Override
        public Pending<Identities> putTo(ClientAnswers answers) {
            return answers.whoAmI(this);
        }
    }

    /** The password, UTF-8, as the user typed it. It is wiped by the driver when the exchange ends. */
    @Immutable
    record Password(String realm) implements ClientQuestion<Secret> {
        @Override
        public Pending<Secret> putTo(ClientAnswers answers) {
            return answers.password(this);
        }
    }

    /** A bearer token, fresh. It is wiped by the driver when the exchange ends. */
    @Immutable
    record Token() implements ClientQuestion<Secret> {
        @Override
        public Pending<Secret> putTo(ClientAnswers answers) {
            return answers.token(this);
        }
    }

    /** Which of the realms the server offers; an empty list when it offers none. */
    @Immutable
    record ChooseRealm(List<String> offered) implements ClientQuestion<String> {
        public ChooseRealm {
            offered = List.copyOf(offered);
        }

        @Override
        public Pending<String> putTo(ClientAnswers answers) {
            return answers.chooseRealm(this);
        }
    }

    /**
     * A key derived from the password that may be kept (RFC 5802, section 5.1): answered from a cache, or by
     * {@code derive} off the event loop.
     *
     * @param kind what is derived, such as the mechanism's name
     * @param derive from the password to the key; slow
     */
    @Immutable
    record DerivedKey(String kind, byte[] salt, int iterations, Function<Secret, Secret> derive)
            implements ClientQuestion<Secret> {
        @Override
        public Pending<Secret> putTo(ClientAnswers answers) {
            return answers.derivedKey(this);
        }

        @Override
        public String toString() {
            return "DerivedKey[" + kind + "]";
        }
    }

    /** Who answers: the driver, or a test. */
    @NotThreadSafe
    interface ClientAnswers {
        Pending<Identities> whoAmI(WhoAmI question);

        Pending<Secret> password(Password question);

        Pending<Secret> token(Token question);

        Pending<String> chooseRealm(ChooseRealm question);

        Pending<Secret> derivedKey(DerivedKey question);

        <A> Pending<A> offload(Question.Offload<A> question);
    }
}
