package org.countersign.sasl.client;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.Question.Pending;
import org.countersign.sasl.Seams;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.internal.DrivenExchange;
import org.countersign.sasl.internal.OwningLayer;
import org.countersign.sasl.internal.Stages;
import org.jspecify.annotations.Nullable;

/**
 * Walks a client mechanism's steps. Success is believed only while the last step was {@link ClientStep.Final}; every further
 * challenge takes the belief away (SASL-09).
 */
final class DrivenClientExchange extends DrivenExchange<ClientReply> implements ClientExchange, ClientContext {
    /** For each message of the server; a mechanism that asks without end must not hold a thread. */
    private static final int MOST_QUESTIONS = 8;

    /** Whose turn it is, which decides what a step means. */
    private enum Turn {
        /** Nothing has been sent. */
        START,
        /** The server's turn. */
        ANSWERED,
        /** The server has sent a challenge and waits for a response. */
        CHALLENGED,
        /** The server has told the outcome, with data to verify. */
        OUTCOME
    }

    private final ClientSide side;
    private final ClientMechanism mechanism;
    private final List<String> offered;
    private final ConnectionFacts facts;
    private final Answers answers;

    private ClientStep.@Nullable OnChallenge then;
    private ClientStep.@Nullable Final believable;
    private byte @Nullable [] serverError;
    private Turn turn = Turn.START;
    private boolean started;
    private int rounds;
    private int questions;

    DrivenClientExchange(
            ClientSide side,
            ClientMechanism mechanism,
            List<String> offered,
            ConnectionFacts facts,
            Credentials credentials,
            Executor runOn) {
        super(runOn, side.deadlineNanos);
        this.side = side;
        this.mechanism = mechanism;
        this.offered =
                offered.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
        this.facts = facts;
        this.answers = new Answers(credentials, side.preparation, side.workers, resources());
    }

    @Override
    public CompletionStage<ClientReply> start() {
        if (started) {
            throw new IllegalStateException("the exchange has been started");
        }
        started = true;
        return enter(new Input(null) {
            @Override
            public void walk() throws Exception {
                step(mechanism.start(DrivenClientExchange.this));
            }
        });
    }

    @Override
    public CompletionStage<ClientReply> challenge(byte[] data) {
        requireStarted();
        return enter(new Input(data) {
            @Override
            public void walk() throws Exception {
                turn = Turn.CHALLENGED;
                challenged(octets());
            }
        });
    }

    @Override
    public CompletionStage<ClientReply> outcome(boolean success, byte @Nullable [] additionalData) {
        requireStarted();
        return enter(new Input(additionalData) {
            @Override
            public void walk() throws Exception {
                turn = Turn.OUTCOME;
                if (!success) {
                    fail(FailureKind.REJECTED, "refused by the server");
                } else if (additionalData == null) {
                    believe();
                } else {
                    challenged(octets());
                }
            }
        });
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
    public List<String> offered() {
        return offered;
    }

    private void requireStarted() {
        if (!started) {
            throw new IllegalStateException("the exchange has not been started");
        }
    }

    private void challenged(byte[] data) throws Exception {
        ClientStep.OnChallenge next = then;
        believable = null;
        then = null;
        questions = 0;
        MechanismInfo info = mechanism.info();
        if (next == null || ++rounds > info.maxRounds() || data.length > info.maxMessage()) {
            fail(FailureKind.MALFORMED, next == null ? "challenge after the end" : "over a limit");
        } else {
            step(next.challenged(data));
        }
    }

    private void step(ClientStep step) throws Exception {
        if (step instanceof ClientStep.Ask<?> ask) {
            ask(ask);
        } else if (step instanceof ClientStep.Failure failure) {
            fail(failure.kind(), failure.detail());
        } else if (step instanceof ClientStep.Final last) {
            finish(last);
        } else if (turn == Turn.OUTCOME) {
            fail(FailureKind.REJECTED, "success without the server's proof");
        } else if (step instanceof ClientStep.Concede concede) {
            serverError = concede.serverError().clone(); // it may be the challenge, which is wiped
            send(concede.data());
        } else {
            ClientStep.Respond respond = (ClientStep.Respond) step;
            then = respond.then();
            send(respond.data());
        }
    }

    private void finish(ClientStep.Final last) {
        then = last.ifChallenged();
        believable = last;
        SecurityLayer layer = last.layer();
        if (layer != null) {
            own(layer);
        }
        if (turn == Turn.OUTCOME) {
            believe();
        } else {
            send(last.data());
        }
    }

    /** A message is absent only where the server speaks first, and present only where it does not (SASL-07). */
    private void send(byte @Nullable [] data) {
        FirstMover firstMover = mechanism.info().firstMover();
        boolean allowed = turn == Turn.START
                ? firstMover != (data == null ? FirstMover.CLIENT : FirstMover.SERVER)
                : data != null;
        if (!allowed) {
            fail(FailureKind.INTERNAL, "message out of turn");
            return;
        }
        turn = Turn.ANSWERED;
        reply(new ClientReply.Send(data));
    }

    private <A> void ask(ClientStep.Ask<A> ask) throws Exception {
        if (++questions > MOST_QUESTIONS) {
            fail(FailureKind.INTERNAL, "too many questions");
            return;
        }
        Pending<A> pending = ask.question().putTo(answers);
        CompletableFuture<?> stage = Stages.listen(pending.stage());
        if (isThere(stage)) {
            answered(ask, pending.settle());
        } else {
            park(stage, () -> answered(ask, pending.settle()));
        }
    }

    private <A> void answered(ClientStep.Ask<A> ask, A answer) throws Exception {
        if (answers.unprepared()) {
            fail(FailureKind.REJECTED, "the authorization identity can not be prepared"); // SMTP-33
        } else {
            step(ask.then().answered(answer));
        }
    }

    private void believe() {
        ClientStep.Final last = believable;
        if (last == null) {
            fail(FailureKind.REJECTED, "success without the server's proof"); // SASL-09
            return;
        }
        concluding();
        FailureKind late = endAsked();
        conclude(late == null ? succeeded(last.layer()) : failed(late, ""));
    }

    private ClientReply succeeded(@Nullable SecurityLayer layer) {
        answers.wipe();
        return new ClientReply.Success(layer == null ? null : new OwningLayer(layer, resources()));
    }

    @Override
    protected ClientReply failed(FailureKind kind, String detail) {
        return new ClientReply.Failure(kind, detail, serverError, turn == Turn.CHALLENGED);
    }

    @Override
    protected void forget() {
        then = null;
        believable = null;
        serverError = null;
    }
}
