package org.countersign.sasl.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.Question;
import org.countersign.sasl.Question.CheckPassword;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.Offload;
import org.countersign.sasl.Question.Pending;
import org.countersign.sasl.Seams;
import org.countersign.sasl.Secret;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.internal.EmbedderException;
import org.countersign.sasl.internal.OwningLayer;
import org.countersign.sasl.internal.Stages;
import org.countersign.sasl.server.Authorizer.Decision;
import org.jspecify.annotations.Nullable;

/**
 * Walks a server mechanism's steps. The order at the end is fixed: proof, then decoy, then authorizer, and only then final
 * data and success.
 */
final class DrivenServerExchange extends AuditedExchange implements ServerExchange, ServerContext {
    /** For each message of the client; a mechanism that asks without end must not hold a thread. */
    private static final int MOST_QUESTIONS = 8;

    private final Answers answers;
    private @Nullable List<Runnable> afterSuccess; // most mechanisms have nothing to do then

    private ServerStep.@Nullable OnResponse then;
    private @Nullable Leg confirmed;
    private boolean admitted;
    private int rounds;
    private int questions;

    DrivenServerExchange(ServerSide side, ServerMechanism mechanism, ConnectionFacts facts, Executor runOn) {
        super(side, mechanism, facts, runOn);
        this.admitted = side.gate == null;
        this.answers = new Answers(side.answerers, claimant, this, resources());
    }

    @Override
    public CompletionStage<ServerReply> start(byte @Nullable [] initialResponse) {
        if (started) {
            throw new IllegalStateException("the exchange has been started");
        }
        started = true;
        return enter(initialResponse, () -> begin(initialResponse));
    }

    @Override
    public CompletionStage<ServerReply> respond(byte[] response) {
        if (!started) {
            throw new IllegalStateException("the exchange has not been started");
        }
        return enter(response, () -> received(response));
    }

    @Override
    public void abort() {
        end(FailureKind.ABORTED);
    }

    @Override
    public ConnectionFacts facts() {
        return facts;
    }

    @Override
    public Seams seams() {
        return side.seams;
    }

    @Override
    public boolean offers(String name) {
        return side.offers(name, facts);
    }

    @Override
    public void onSuccess(Runnable afterwards) {
        if (afterSuccess == null) {
            afterSuccess = new ArrayList<>(1);
        }
        afterSuccess.add(afterwards);
    }

    private @Nullable Leg begin(byte @Nullable [] initialResponse) throws Exception {
        MechanismInfo info = mechanism.info();
        if (initialResponse != null) {
            if (info.firstMover() == MechanismInfo.FirstMover.SERVER) {
                return fail(FailureKind.INITIAL_RESPONSE_NOT_ALLOWED, "initial response"); // SASL-07
            }
            if (overLimit(initialResponse)) {
                return fail(FailureKind.MALFORMED, "over a limit");
            }
        } else if (info.firstMover() == MechanismInfo.FirstMover.CLIENT) {
            then = response -> mechanism.start(this, response);
            return reply(new ServerReply.Challenge(new byte[0])); // SASL-06
        }
        return step(mechanism.start(this, initialResponse));
    }

    private @Nullable Leg received(byte[] response) throws Exception {
        Leg granted = confirmed;
        if (granted != null) {
            confirmed = null;
            // the answer to additional data with success is empty (SASL-08)
            return response.length == 0 ? granted : fail(FailureKind.MALFORMED, "octets after the final data");
        }
        ServerStep.OnResponse next = then;
        if (next == null || overLimit(response)) {
            return fail(FailureKind.MALFORMED, "over a limit");
        }
        then = null;
        questions = 0;
        return step(next.respond(response));
    }

    private boolean overLimit(byte[] message) {
        return ++rounds > mechanism.info().maxRounds()
                || message.length > mechanism.info().maxMessage();
    }

    private @Nullable Leg step(ServerStep step) throws EmbedderException {
        if (step instanceof ServerStep.Challenge challenge) {
            then = challenge.then();
            return reply(new ServerReply.Challenge(challenge.data()));
        }
        if (step instanceof ServerStep.Ask<?> ask) {
            return ask(ask);
        }
        if (step instanceof ServerStep.Success success) {
            return prove(success);
        }
        ServerStep.Failure failure = (ServerStep.Failure) step;
        return fail(failure.kind(), failure.detail());
    }

    private <A> @Nullable Leg ask(ServerStep.Ask<A> step) {
        ServerStep.Ask<A> ask = owningSecret(step);
        if (++questions > MOST_QUESTIONS) {
            return fail(FailureKind.INTERNAL, "too many questions");
        }
        Question<A> question = ask.question();
        claimant.namedBy(question);
        boolean free = admitted || question instanceof Offload;
        return free ? put(ask) : admit(() -> put(ask));
    }

    /** Goes on if the gate permits: it is asked once, before the first fact, or before success where there is none. */
    private @Nullable Leg admit(Leg then) {
        Gate gate = Objects.requireNonNull(side.gate);
        CompletableFuture<Boolean> admission = Stages.from(() -> gate.admit(attempt()));
        return await(admission, () -> {
            admitted = Stages.answer(admission);
            return admitted ? then : fail(FailureKind.TEMPORARY, "refused by the gate");
        });
    }

    private <A> @Nullable Leg put(ServerStep.Ask<A> ask) {
        if (ask.question() instanceof CheckPassword check && side.answerers.passwords == null) {
            @SuppressWarnings("unchecked") // the answer to CheckPassword is a Boolean
            ServerStep.OnAnswer<Boolean> checked = (ServerStep.OnAnswer<Boolean>) ask.then();
            return checkInDirectory(check, checked);
        }
        return await(ask.question().putTo(answers), ask.then());
    }

    private @Nullable Leg checkInDirectory(CheckPassword check, ServerStep.OnAnswer<Boolean> checked) {
        Pending<Callable<Boolean>> found = answers.findPassword(check);
        return await(Stages.listen(found.stage()), () -> {
            Callable<Boolean> matches = found.settle();
            return side.answerers.slowPasswords
                    ? await(answers.offload(new Offload<>(matches)), checked)
                    : step(checked.answered(matches.call()));
        });
    }

    private <A> @Nullable Leg await(Pending<A> pending, ServerStep.OnAnswer<A> answered) {
        return await(Stages.listen(pending.stage()), () -> step(answered.answered(pending.settle())));
    }

    /** A secret in a question lives until the answer is there, or the attempt has ended and no work reads it any more. */
    private <A> ServerStep.Ask<A> owningSecret(ServerStep.Ask<A> ask) {
        Secret secret = secret(ask.question());
        if (secret == null) {
            return ask;
        }
        own(secret);
        return new ServerStep.Ask<>(ask.question(), answer -> {
            secret.close();
            return ask.then().answered(answer);
        });
    }

    private static @Nullable Secret secret(Question<?> question) {
        if (question instanceof CheckPassword check) {
            return check.password();
        }
        return question instanceof CheckToken check ? check.token() : null;
    }

    private @Nullable Leg prove(ServerStep.Success success) throws EmbedderException {
        if (success.layer() != null) {
            own(success.layer());
        }
        if (!claimant.decoyed().isEmpty()) {
            return fail(FailureKind.REJECTED, claimant.decoyed());
        }
        if (success.layer() != null && !facts.layersPossible()) {
            return fail(FailureKind.INTERNAL, "no layer is possible here");
        }
        proved = true;
        ProvedIdentity identity = spelled(success.identity());
        return admitted ? authorize(success, identity) : admit(() -> authorize(success, identity));
    }

    private @Nullable Leg authorize(ServerStep.Success success, ProvedIdentity identity) throws EmbedderException {
        String authorizationId = side.answerers.authorizationId(success.authorizationId());
        if (authorizationId == null) {
            return fail(FailureKind.NOT_AUTHORIZED, "the authorization identity can not be prepared"); // SMTP-33
        }
        CompletableFuture<Decision> decision = Stages.from(
                () -> side.authorizer.authorize(attempt(), identity, authorizationId, claimant.principal()));
        return await(decision, () -> decided(success, identity, Stages.answer(decision)));
    }

    /** The identity in the spelling of the directory, as what it is compared with. */
    private ProvedIdentity spelled(ProvedIdentity proved) throws EmbedderException {
        if (proved instanceof ProvedIdentity.Anonymous anonymous) {
            trace = anonymous.trace();
            return proved;
        }
        ProvedIdentity.Named named = (ProvedIdentity.Named) proved;
        String account = claimant.proved(named.authenticationId());
        String user = account == null ? side.answerers.canonical(named.authenticationId()) : account;
        return user.equals(named.authenticationId()) ? named : new ProvedIdentity.Named(user);
    }

    private @Nullable Leg decided(ServerStep.Success success, ProvedIdentity identity, Decision decision) {
        if (!(decision instanceof Decision.Grant grant)) {
            return fail(((Decision.Deny) decision).why(), "authorizer");
        }
        byte[] finalData = success.finalData();
        if (finalData == null || facts.carriesSuccessData()) {
            return succeed(success, identity, grant.authorizationId());
        }
        confirmed = () -> succeed(success, identity, grant.authorizationId());
        return reply(new ServerReply.Challenge(finalData)); // SASL-08
    }

    private @Nullable Leg succeed(ServerStep.Success success, ProvedIdentity identity, String authorizationId) {
        return conclude(() -> {
            FailureKind asked = endAsked();
            if (asked != null) {
                return failed(asked, "");
            }
            try {
                if (afterSuccess != null) {
                    afterSuccess.forEach(Runnable::run);
                }
            } catch (RuntimeException e) {
                return failed(FailureKind.INTERNAL, e.getClass().getSimpleName());
            }
            succeeded(authorizationId);
            SecurityLayer layer = success.layer() == null ? null : new OwningLayer(success.layer(), resources());
            return new ServerReply.Success(
                    new Authenticated(
                            mechanism.info().name(),
                            identity,
                            authorizationId,
                            claimant.principal(),
                            success.boundTo()),
                    facts.carriesSuccessData() ? success.finalData() : null,
                    layer);
        });
    }

    private @Nullable Leg fail(FailureKind kind, String detail) {
        return conclude(() -> failed(kind, detail));
    }

    @Override
    protected void forget() {
        then = null;
        confirmed = null;
        afterSuccess = null;
    }
}
