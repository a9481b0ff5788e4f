package org.countersign.credentials.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.Secret;
import org.countersign.sasl.server.Attempt;

/** Puts the question to a verifier, as the driver would. */
final class Asking {
    private static final Attempt ATTEMPT = new Attempt(
            "XOAUTH2", "tim", ConnectionFacts.of("smtp", "mail.example.org").build());

    private Asking() {}

    static CompletionStage<TokenVerdict> ask(TokenVerifier verifier, String token) {
        return verifier.answer(new CheckToken("tim", Secret.owning(token.getBytes(UTF_8))), ATTEMPT);
    }

    static TokenVerdict verdict(TokenVerifier verifier, String token) throws Exception {
        return get(ask(verifier, token));
    }

    /** Whose token it is, or why it is none. */
    static String subjectOrStatus(TokenVerifier verifier, String token) throws Exception {
        TokenVerdict verdict = verdict(verifier, token);
        return verdict instanceof TokenVerdict.Valid valid
                ? valid.subject()
                : ((TokenVerdict.Invalid) verdict).why().status();
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
