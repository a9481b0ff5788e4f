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

    private @Nullable List<Runnable> afterSuccess; // most mechanisms have nothing to do then

    private ServerStep.@Nullable OnResponse then;
    private @Nullable Leg confirmed;
    private boolean admitted;
    private int rounds;
    private int questions;

    DrivenServerExchange(ServerSide side, ServerMechanism mechanism, ConnectionFacts facts, Executor runOn) {
        super(side, mechanism, facts, runOn);
        this.admitted = side.gate == null;
    }

    @Override
    public CompletionStage<ServerReply> start(byte @Nullable [] initialResponse) {
        if (started) {
            throw new IllegalStateException("the exchange has been started");
        }
        started = true;
        return enter(new Input(initialResponse) {
            @Override
            public void walk() throws Exception {
                begin(sent());
            }
        });
    }

    @Override
    public CompletionStage<ServerReply> respond(byte[] response) {
        if (!started) {
            throw new IllegalStateException("the exchange has not been started");
        }
        return enter(new Input(response) {
            @Override
            public void walk() throws Exception {
                received(octets());
            }
        });
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

    private void begin(byte @Nullable [] initialResponse) throws Exception {
        MechanismInfo info = mechanism.info();
        if (initialResponse == null && info.firstMover() == MechanismInfo.FirstMover.CLIENT) {
            then = response -> mechanism.start(this, response);
            reply(new ServerReply.Challenge(new byte[0])); // SASL-06
        } else if (initialResponse != null && info.firstMover() == MechanismInfo.FirstMover.SERVER) {
            fail(FailureKind.INITIAL_RESPONSE_NOT_ALLOWED, "initial response"); // SASL-07
        } else if (initialResponse != null && overLimit(initialResponse)) {
            fail(FailureKind.MALFORMED, "over a limit");
        } else {
            step(mechanism.start(this, initialResponse));
        }
    }

    private void received(byte[] response) throws Exception {
        Leg granted = confirmed;
        ServerStep.OnResponse next = then;
        if (granted != null) {
            confirmed = null;
            // the answer to additional data with success is empty (SASL-08)
            if (response.length == 0) {
                granted.walk();
            } else {
                fail(FailureKind.MALFORMED, "octets after the final data");
            }
        } else if (next == null || overLimit(response)) {
            fail(FailureKind.MALFORMED, "over a limit");
        } else {
            then = null;
            questions = 0;
            step(next.respond(response));
        }
    }

    private boolean overLimit(byte[] message) {
        return ++rounds > mechanism.info().maxRounds()
                || message.length > mechanism.info().maxMessage();
    }

    private void step(ServerStep step) throws Exception {
        if (step instanceof ServerStep.Challenge challenge) {
            then = challenge.then();
            reply(new ServerReply.Challenge(challenge.data()));
        } else if (step instanceof ServerStep.Ask<?> ask) {
            ask(ask);
        } else if (step instanceof ServerStep.Success success) {
            prove(success);
        } else {
            ServerStep.Failure failure = (ServerStep.Failure) step;
            fail(failure.kind(), failure.detail());
        }
    }

    private <A> void ask(ServerStep.Ask<A> step) throws Exception {
        ServerStep.Ask<A> ask = owningSecret(step);
        if (++questions > MOST_QUESTIONS) {
            fail(FailureKind.INTERNAL, "too many questions");
            return;
        }
        Question<A> question = ask.question();
        claimant.namedBy(question);
        if (admitted || question instanceof Offload) {
            put(ask);
        } else {
            admit(() -> put(ask));
        }
    }

    /** Goes on if the gate permits: it is asked once, before the first fact, or before success where there is none. */
    private void admit(Leg then) throws Exception {
        Gate gate = Objects.requireNonNull(side.gate);
        CompletableFuture<Boolean> admission = Stages.from(() -> gate.admit(attempt()));
        if (isThere(admission)) {
            admitted(admission, then);
        } else {
            park(admission, () -> admitted(admission, then));
        }
    }

    private void admitted(CompletableFuture<Boolean> admission, Leg then) throws Exception {
        admitted = Stages.answer(admission);
        if (admitted) {
            then.walk();
        } else {
            fail(FailureKind.TEMPORARY, "refused by the gate");
        }
    }

    private <A> void put(ServerStep.Ask<A> ask) throws Exception {
        if (ask.question() instanceof CheckPassword check && side.answerers.passwords == null) {
            @SuppressWarnings("unchecked") // the answer to CheckPassword is a Boolean
            ServerStep.OnAnswer<Boolean> checked = (ServerStep.OnAnswer<Boolean>) ask.then();
            Pending<Callable<Boolean>> found = new Answers(this).findPassword(check);
            await(
                    found,
                    matches -> side.answerers.slowPasswords
                            ? ServerStep.ask(new Offload<>(matches), checked)
                            : checked.answered(matches.call()));
        } else {
            await(ask.question().putTo(new Answers(this)), ask.then());
        }
    }

    private <A> void await(Pending<A> pending, ServerStep.OnAnswer<A> answered) throws Exception {
        CompletableFuture<?> stage = Stages.listen(pending.stage());
        if (isThere(stage)) {
            step(answered.answered(pending.settle()));
        } else {
            park(stage, () -> step(answered.answered(pending.settle())));
        }
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

    private void prove(ServerStep.Success success) throws Exception {
        SecurityLayer layer = success.layer();
        if (layer != null) {
            own(layer);
        }
        if (!claimant.decoyed().isEmpty()) {
            fail(FailureKind.REJECTED, claimant.decoyed());
            return;
        }
        if (layer != null && !facts.layersPossible()) {
            fail(FailureKind.INTERNAL, "no layer is possible here");
            return;
        }
        proved = true;
        ProvedIdentity identity = spelled(success.identity());
        if (admitted) {
            authorize(success, identity);
        } else {
            admit(() -> authorize(success, identity));
        }
    }

    private void authorize(ServerStep.Success success, ProvedIdentity identity) throws Exception {
        String authorizationId = side.answerers.authorizationId(success.authorizationId());
        if (authorizationId == null) {
            fail(FailureKind.NOT_AUTHORIZED, "the authorization identity can not be prepared"); // SMTP-33
            return;
        }
        CompletableFuture<Decision> decision = Stages.from(
                () -> side.authorizer.authorize(attempt(), identity, authorizationId, claimant.principal()));
        if (isThere(decision)) {
            decided(success, identity, Stages.answer(decision));
        } else {
            park(decision, () -> decided(success, identity, Stages.answer(decision)));
        }
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

    private void decided(ServerStep.Success success, ProvedIdentity identity, Decision decision) {
        if (!(decision instanceof Decision.Grant grant)) {
            fail(((Decision.Deny) decision).why(), "authorizer");
            return;
        }
        byte[] finalData = success.finalData();
        if (finalData == null || facts.carriesSuccessData()) {
            succeed(success, identity, grant.authorizationId());
        } else {
            confirmed = () -> succeed(success, identity, grant.authorizationId());
            reply(new ServerReply.Challenge(finalData)); // SASL-08
        }
    }

    private void succeed(ServerStep.Success success, ProvedIdentity identity, String authorizationId) {
        concluding();
        FailureKind late = endAsked();
        conclude(late == null ? succeeded(success, identity, authorizationId) : failed(late, ""));
    }

    private ServerReply succeeded(ServerStep.Success success, ProvedIdentity identity, String authorizationId) {
        try {
            if (afterSuccess != null) {
                afterSuccess.forEach(Runnable::run);
            }
        } catch (RuntimeException e) {
            return failed(FailureKind.INTERNAL, e.getClass().getSimpleName());
        }
        auditSuccess(authorizationId);
        SecurityLayer layer = success.layer();
        return new ServerReply.Success(
                new Authenticated(
                        mechanism.info().name(), identity, authorizationId, claimant.principal(), success.boundTo()),
                facts.carriesSuccessData() ? success.finalData() : null,
                layer == null ? null : new OwningLayer(layer, resources()));
    }

    @Override
    protected void forget() {
        then = null;
        confirmed = null;
        afterSuccess = null;
    }
}
