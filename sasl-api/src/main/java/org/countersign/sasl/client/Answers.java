package org.countersign.sasl.client;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.countersign.sasl.ClientQuestion.ChooseRealm;
import org.countersign.sasl.ClientQuestion.ClientAnswers;
import org.countersign.sasl.ClientQuestion.DerivedKey;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.Token;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.Preparation;
import org.countersign.sasl.Question.Offload;
import org.countersign.sasl.Question.Pending;
import org.countersign.sasl.Secret;
import org.countersign.sasl.internal.Awaited;
import org.countersign.sasl.internal.EmbedderException;
import org.countersign.sasl.internal.Resources;
import org.countersign.sasl.internal.Stages;

/** Answers the questions of one attempt from credentials; a secret is the attempt's own as soon as it is there. */
final class Answers implements ClientAnswers {
    private final Credentials credentials;
    private final Preparation preparation;
    private final Executor workers;
    private final Resources resources;
    /** Among the resources, so that they too outlive work that still runs. */
    private final Resources secrets = new Resources();

    private boolean unprepared;

    Answers(Credentials credentials, Preparation preparation, Executor workers, Resources resources) {
        this.credentials = credentials;
        this.preparation = preparation;
        this.workers = workers;
        this.resources = resources;
        resources.own((AutoCloseable) this::wipe);
    }

    /** Wipes all secrets, which a security layer does not need; to be called while no work runs. */
    void wipe() {
        secrets.release();
    }

    @Override
    public Pending<Identities> whoAmI(WhoAmI question) {
        return Awaited.from(() -> CompletableFuture.completedStage(prepared(credentials.identities())));
    }

    /** Whether there is an authorization identity that can not be prepared, and so must not be sent. */
    boolean unprepared() {
        return unprepared;
    }

    private Identities prepared(Identities who) {
        String authorizationId = who.authorizationId();
        if (authorizationId == null || authorizationId.isEmpty()) {
            return who;
        }
        String prepared = preparation.prepare(authorizationId);
        unprepared = prepared == null || prepared.isEmpty();
        return new Identities(who.authenticationId(), prepared);
    }

    @Override
    public Pending<Secret> password(Password question) {
        return Awaited.from(() -> owned(credentials.password(question.realm())));
    }

    @Override
    public Pending<Secret> token(Token question) {
        return Awaited.from(() -> owned(credentials.token()));
    }

    @Override
    public Pending<String> chooseRealm(ChooseRealm question) {
        return Awaited.from(() -> credentials.realm(question.offered()));
    }

    @Override
    public Pending<Secret> derivedKey(DerivedKey question) {
        CompletableFuture<Callable<Secret>> key = Stages.from(() -> {
            Optional<Secret> kept = credentials.derivedKey(question);
            kept.ifPresent(secrets::own);
            return kept.isPresent() ? CompletableFuture.completedStage(kept::get) : derive(question);
        });
        return new Awaited<>(key, () -> Stages.answer(key).call());
    }

    @Override
    public <A> Pending<A> offload(Offload<A> question) {
        return Awaited.of(question.work(), workers, resources);
    }

    private CompletionStage<Callable<Secret>> derive(DerivedKey question) {
        return owned(credentials.password("")).thenCompose(password -> {
            Callable<Secret> work = () -> secrets.own(question.derive().apply(password));
            Pending<Secret> key = Awaited.of(work, workers, resources);
            return key.stage().thenApply(done -> () -> kept(question, key.settle()));
        });
    }

    private Secret kept(DerivedKey question, Secret key) throws EmbedderException {
        try {
            credentials.keep(question, key);
            return key;
        } catch (RuntimeException e) {
            throw new EmbedderException(e);
        }
    }

    /** Taken over as soon as it is there, also when nobody waits for it any more. */
    private CompletionStage<Secret> owned(CompletionStage<Secret> secret) {
        return secret.thenApply(secrets::own);
    }
}
