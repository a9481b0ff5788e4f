package org.countersign.sasl.shapes;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.TokenError;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.harness.Caller;
import org.countersign.sasl.harness.Elsewhere;
import org.countersign.sasl.harness.Embedder;
import org.countersign.sasl.harness.Sentry;
import org.countersign.sasl.server.Account;

/** Mechanisms of all shapes that there are, and a user whom all of them know: alice, whose password is wonderland. */
public enum Shape {
    CRAM(CramShape::new),
    SCRAM(ScramShape::new),
    NTLM(NtlmShape::new),
    PLAIN(PlainShape::new),
    LOGIN(LoginShape::new),
    OTP(OtpShape::new),
    XOAUTH(XoauthShape::new, Shape::token),
    GSS(GssShape::new, secret -> new Elsewhere("alice"));

    private final Supplier<Mechanism> mechanism;
    private final Function<String, Credentials> credentials;

    Shape(Supplier<Mechanism> mechanism) {
        this(mechanism, secret -> Credentials.password("alice", secret.toCharArray()));
    }

    Shape(Supplier<Mechanism> mechanism, Function<String, Credentials> credentials) {
        this.mechanism = mechanism;
        this.credentials = credentials;
    }

    /** A mechanism of this shape. */
    public Mechanism mechanism() {
        return mechanism.get();
    }

    /** Whether the server asks an embedder for facts. */
    public boolean asksEmbedder() {
        return this != GSS;
    }

    /** Whether users are found in a directory. */
    public boolean asksDirectory() {
        return asksEmbedder() && this != XOAUTH;
    }

    /** Alice's credentials. */
    public Credentials right() {
        return credentials.apply("wonderland");
    }

    /** Somebody else's credentials under alice's name, if there can be such. */
    public Credentials wrong() {
        return credentials.apply("jabberwock");
    }

    /** A client of this shape. */
    public Caller caller() {
        return Caller.of((ClientMechanism) mechanism());
    }

    /** A server of this shape, whose embedder answers in this way. */
    public Sentry sentry(Embedder how) {
        Account alice = Account.of("alice", "{PLAIN}wonderland");
        return Sentry.of(
                (ServerMechanism) mechanism(),
                builder -> builder.directory(
                                (user, realm) -> how.with(user.equals("alice") ? Optional.of(alice) : Optional.empty()))
                        .tokens((question, attempt) -> how.with(verdict(question.token())))
                        .answer(
                                OtpShape.IsFresh.class,
                                (question, attempt) -> how.with(question.counter() >= OtpShape.COUNTER))
                        .workers(Runnable::run));
    }

    private static TokenVerdict verdict(Secret token) {
        return token.matches(Utf8.encode("wonderland"))
                ? new TokenVerdict.Valid("alice")
                : new TokenVerdict.Invalid(TokenError.of("invalid_token"));
    }

    private static Credentials token(String token) {
        return Credentials.token("alice", () -> CompletableFuture.completedFuture(Secret.owning(Utf8.encode(token))));
    }
}
