package org.countersign.sasl.client;

import java.util.List;
import java.util.Locale;
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
        return enter(null, () -> step(mechanism.start(this)));
    }

    @Override
    public CompletionStage<ClientReply> challenge(byte[] data) {
        requireStarted();
        return enter(data, () -> {
            turn = Turn.CHALLENGED;
            return challenged(data);
        });
    }

    @Override
    public CompletionStage<ClientReply> outcome(boolean success, byte @Nullable [] additionalData) {
        requireStarted();
        return enter(additionalData, () -> {
            turn = Turn.OUTCOME;
            if (!success) {
                return fail(FailureKind.REJECTED, "refused by the server");
            }
            return additionalData == null ? believe() : challenged(additionalData);
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

    private @Nullable Leg challenged(byte[] data) throws Exception {
        ClientStep.OnChallenge next = then;
        believable = null;
        then = null;
        questions = 0;
        MechanismInfo info = mechanism.info();
        if (next == null || ++rounds > info.maxRounds() || data.length > info.maxMessage()) {
            return fail(FailureKind.MALFORMED, next == null ? "challenge after the end" : "over a limit");
        }
        return step(next.challenged(data));
    }

    private @Nullable Leg step(ClientStep step) {
        if (step instanceof ClientStep.Ask<?> ask) {
            return ask(ask);
        }
        if (step instanceof ClientStep.Failure failure) {
            return fail(failure.kind(), failure.detail());
        }
        if (step instanceof ClientStep.Final last) {
            then = last.ifChallenged();
            believable = last;
            if (last.layer() != null) {
                own(last.layer());
            }
            return turn == Turn.OUTCOME ? believe() : send(last.data());
        }
        if (turn == Turn.OUTCOME) {
            return fail(FailureKind.REJECTED, "success without the server's proof");
        }
        if (step instanceof ClientStep.Concede concede) {
            serverError = concede.serverError().clone(); // it may be the challenge, which is wiped
            return send(concede.data());
        }
        ClientStep.Respond respond = (ClientStep.Respond) step;
        then = respond.then();
        return send(respond.data());
    }

    /** A message is absent only where the server speaks first, and present only where it does not (SASL-07). */
    private @Nullable Leg send(byte @Nullable [] data) {
        FirstMover firstMover = mechanism.info().firstMover();
        boolean allowed = turn == Turn.START
                ? firstMover != (data == null ? FirstMover.CLIENT : FirstMover.SERVER)
                : data != null;
        if (!allowed) {
            return fail(FailureKind.INTERNAL, "message out of turn");
        }
        turn = Turn.ANSWERED;
        return reply(new ClientReply.Send(data));
    }

    private <A> @Nullable Leg ask(ClientStep.Ask<A> ask) {
        if (++questions > MOST_QUESTIONS) {
            return fail(FailureKind.INTERNAL, "too many questions");
        }
        Pending<A> pending = ask.question().putTo(answers);
        return await(Stages.listen(pending.stage()), () -> {
            A answer = pending.settle();
            return answers.unprepared()
                    ? fail(FailureKind.REJECTED, "the authorization identity can not be prepared") // SMTP-33
                    : step(ask.then().answered(answer));
        });
    }

    private @Nullable Leg believe() {
        ClientStep.Final last = believable;
        if (last == null) {
            return fail(FailureKind.REJECTED, "success without the server's proof"); // SASL-09
        }
        return conclude(() -> {
            FailureKind asked = endAsked();
            SecurityLayer layer = last.layer();
            if (asked != null) {
                return failed(asked, "");
            }
            answers.wipe();
            return new ClientReply.Success(layer == null ? null : new OwningLayer(layer, resources()));
        });
    }

    private @Nullable Leg fail(FailureKind kind, String detail) {
        return conclude(() -> failed(kind, detail));
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
