package org.countersign.sasl.server;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.countersign.sasl.Question;
import org.countersign.sasl.Question.CheckPassword;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.Custom;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.Question.Offload;
import org.countersign.sasl.Question.Pending;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.internal.Awaited;
import org.countersign.sasl.internal.Resources;
import org.countersign.sasl.internal.Stages;

/** Answers the questions of one attempt. */
final class Answers implements Question.Answers {
    private final Answerers answerers;
    private final Claimant claimant;
    private final Supplier<Attempt> attempt;
    private final Resources resources;

    Answers(Answerers answerers, Claimant claimant, Supplier<Attempt> attempt, Resources resources) {
        this.answerers = answerers;
        this.claimant = claimant;
        this.attempt = attempt;
        this.resources = resources;
    }

    @Override
    public <V> Pending<V> findVerifier(FindVerifier<V> question) {
        return find(question.user(), question.realm(), () -> claimant.verifier(question.kind(), question.realm()));
    }

    @Override
    public Pending<Boolean> checkPassword(CheckPassword question) {
        Answerer<CheckPassword, Boolean> by = Answerers.needed(answerers.passwords);
        return learning(Awaited.from(() -> by.answer(question, attempt.get())));
    }

    /** How to check a password against the directory; the check itself may have to run off the event loop. */
    Pending<Callable<Boolean>> findPassword(CheckPassword question) {
        return find(question.user(), "", () -> claimant.passwordCheck(answerers.passwordKinds, question.password()));
    }

    @Override
    public Pending<TokenVerdict> checkToken(CheckToken question) {
        Answerer<CheckToken, TokenVerdict> by = Answerers.needed(answerers.tokens);
        return learning(Awaited.from(() -> by.answer(question, attempt.get())));
    }

    @Override
    public Pending<Optional<String>> identifyPeer(IdentifyPeer question) {
        Answerer<IdentifyPeer, Optional<String>> by = Answerers.needed(answerers.peers);
        return learning(Awaited.from(() -> by.answer(question, attempt.get())));
    }

    @Override
    public <A> Pending<A> offload(Offload<A> question) {
        return Awaited.of(question.work(), Answerers.needed(answerers.workers), resources);
    }

    @Override
    public <A> Pending<A> custom(Custom<A> question) {
        return learning(Awaited.from(() -> answerers.custom(question, attempt.get())));
    }

    private <A> Pending<A> find(String user, String realm, Callable<A> then) {
        Directory directory = Answerers.needed(answerers.directory);
        CompletableFuture<Optional<Account>> found = Stages.from(() -> {
            String canonical = directory.canonical(user);
            claimant.spelled(canonical);
            return directory.find(canonical, realm);
        });
        return new Awaited<>(found, () -> {
            claimant.found(Stages.answer(found));
            return then.call();
        });
    }

    private <A> Pending<A> learning(Pending<A> answer) {
        return new Awaited<>(Stages.listen(answer.stage()), () -> {
            A settled = answer.settle();
            claimant.learn();
            return settled;
        });
    }
}
