package org.countersign.sasl.testkit;

import static org.countersign.sasl.testkit.BrokenRule.unless;

import java.util.List;
import java.util.Optional;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.VerifierKind;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What a server stores instead of a password is as good as the password, and is told to nobody. */
@NotThreadSafe
public sealed interface VerifierRules extends Rules permits MechanismContract {

    /** An account with nothing but the text of a verifier authenticates. */
    @Test
    default void storedVerifierAuthenticates() {
        for (FindVerifier<?> look : lookUps()) {
            String entry = "{" + look.kind().scheme() + "}" + text(look);
            Dialogue dialogue = trials().dialogue()
                    .directory(Accounts.directory(trials().profile(), List.of(entry)))
                    .run();
            unless(
                    dialogue.succeeds(),
                    "Have VerifierKind.parse read what VerifierKind.format writes: {"
                            + look.kind().scheme() + "}",
                    "VerifierKind.parse",
                    dialogue);
        }
    }

    /** The text of a verifier as an object shows neither the password nor what is stored. */
    @Test
    default void verifierHidesItsSecret() {
        Dialogue usual = trials().usual();
        for (FindVerifier<?> look : lookUps()) {
            String shown = String.valueOf(verifier(look));
            unless(
                    !Leaks.quotes(shown, usual.recorder().passwords) && !shown.contains(text(look)),
                    "Override toString of the verifier of kind " + look.kind().scheme() + ": it shows a secret",
                    "SEC-07, VerifierKind",
                    look.kind().getClass());
        }
    }

    /** A corrupt text is refused with {@link IllegalArgumentException}, which does not quote it. */
    @Test
    default void corruptTextIsRefused() {
        for (FindVerifier<?> look : lookUps()) {
            String text = text(look);
            for (String corrupt : List.of(
                    "", "*", "\0", "\uD800", text.substring(1), text.substring(0, text.length() - 1), text + "*")) {
                Optional<RuntimeException> refusal = refusal(look.kind(), corrupt);
                unless(
                        refusal.isEmpty() || refusal.get() instanceof IllegalArgumentException,
                        "Throw IllegalArgumentException for an entry that can not be parsed, not " + refusal,
                        "VerifierKind.parse",
                        look.kind().getClass());
                unless(
                        corrupt.length() < 4
                                || refusal.isEmpty()
                                || !Leaks.quotes(refusal.get().toString(), List.of(Utf8.encode(corrupt))),
                        "Do not quote an entry in the exception that refuses it: it is logged",
                        "SEC-07, VerifierKind.parse",
                        look.kind().getClass());
            }
        }
    }

    private static Optional<RuntimeException> refusal(VerifierKind<?> kind, String corrupt) {
        try {
            kind.parse(corrupt);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    /** The verifiers that the server looks for. */
    private List<FindVerifier<?>> lookUps() {
        List<FindVerifier<?>> lookUps = trials().usual().recorder().serverQuestions.stream()
                .filter(FindVerifier.class::isInstance)
                .<FindVerifier<?>>map(FindVerifier.class::cast)
                .toList();
        Assumptions.assumeFalse(lookUps.isEmpty(), "the mechanism looks no verifier up");
        return lookUps;
    }

    private <V> V verifier(FindVerifier<V> look) {
        return trials().profile()
                .accounts
                .usual()
                .find(look.user(), look.realm())
                .toCompletableFuture()
                .join()
                .flatMap(account -> account.verifier(look.kind(), look.realm()))
                .orElseThrow();
    }

    private <V> String text(FindVerifier<V> look) {
        return look.kind().format(verifier(look));
    }
}
