package org.countersign.sasl.server;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
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
import org.countersign.sasl.internal.EmbedderException;
import org.countersign.sasl.internal.Stages;

/** Answers the questions of one attempt. */
final class Answers implements Question.Answers {
    private final DrivenServerExchange exchange;

    Answers(DrivenServerExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public <V> Pending<V> findVerifier(FindVerifier<V> question) {
        CompletableFuture<Optional<Account>> account = find(question.user(), question.realm());
        return new Found<>(exchange, account, question);
    }

    private record Found<V>(
            DrivenServerExchange exchange, CompletableFuture<Optional<Account>> stage, FindVerifier<V> question)
            implements Pending<V> {
        @Override
        public V settle() throws EmbedderException {
            Claimant claimant = exchange.claimant;
            claimant.found(Stages.answer(stage));
            return claimant.verifier(question.kind(), question.realm(), exchange.side.decoys);
        }
    }

    @Override
    public Pending<Boolean> checkPassword(CheckPassword question) {
        Answerer<CheckPassword, Boolean> by = Answerers.needed(answerers().passwords);
        return learning(Awaited.from(() -> by.answer(question, exchange.attempt())));
    }

    /** How to check a password against the directory; the check itself may have to run off the event loop. */
    Pending<Callable<Boolean>> findPassword(CheckPassword question) {
        CompletableFuture<Optional<Account>> account = find(question.user(), "");
        return new Awaited<>(account, () -> {
            exchange.claimant.found(Stages.answer(account));
            return exchange.claimant.passwordCheck(
                    answerers().passwordKinds, question.password(), exchange.side.decoys);
        });
    }

    @Override
    public Pending<TokenVerdict> checkToken(CheckToken question) {
        Answerer<CheckToken, TokenVerdict> by = Answerers.needed(answerers().tokens);
        return learning(Awaited.from(() -> by.answer(question, exchange.attempt())));
    }

    @Override
    public Pending<Optional<String>> identifyPeer(IdentifyPeer question) {
        Answerer<IdentifyPeer, Optional<String>> by = Answerers.needed(answerers().peers);
        return learning(Awaited.from(() -> by.answer(question, exchange.attempt())));
    }

    @Override
    public <A> Pending<A> offload(Offload<A> question) {
        return Awaited.of(question.work(), Answerers.needed(answerers().workers), exchange.resources());
    }

    @Override
    public <A> Pending<A> custom(Custom<A> question) {
        return learning(Awaited.from(() -> answerers().custom(question, exchange.attempt())));
    }

    private CompletableFuture<Optional<Account>> find(String user, String realm) {
        Directory directory = Answerers.needed(answerers().directory);
        return Stages.from(() -> {
            String canonical = directory.canonical(user);
            exchange.claimant.spelled(canonical);
            return directory.find(canonical, realm);
        });
    }

    private <A> Pending<A> learning(Pending<A> answer) {
        return new Awaited<>(Stages.listen(answer.stage()), () -> {
            A settled = answer.settle();
            exchange.claimant.learn();
            return settled;
        });
    }

    private Answerers answerers() {
        return exchange.side.answerers;
    }
}
