package org.countersign.sasl.testkit;

import static org.countersign.sasl.testkit.BrokenRule.unless;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.testkit.Answering.Manner;
import org.junit.jupiter.api.Test;

/** Answers come at once, later, wrong or never; a mechanism need not know which. */
@NotThreadSafe
public sealed interface AnswerRules extends Rules permits MechanismContract {

    /** Answers that come later, on another thread, make no difference. */
    @Test
    default void answersMayComeLater() {
        Dialogue usual = trials().usual();
        Dialogue later = trials().dialogue()
                .clientAnswers(Answering.later())
                .serverAnswers(Answering.later())
                .run();
        unless(
                Appearance.of(later).equals(Appearance.of(usual))
                        && later.outcome().equals(usual.outcome()),
                "Keep nothing that belongs to a thread: each step may run on another one",
                "ServerExchange, ClientExchange",
                usual + "\nbut with answers that come later\n" + later);
    }

    /** An exchange whose answer never comes ends when it is closed or expires. */
    @Test
    default void exchangeEndsWithoutAnAnswer() {
        for (Side side : Side.values()) {
            for (int question = 0; question < questions(side); question++) {
                for (FailureKind end : List.of(FailureKind.ABORTED, FailureKind.TIMED_OUT)) {
                    Dialogue dialogue = answered(side, question, Manner.NEVER)
                            .impatience(end)
                            .run();
                    fails(dialogue, side, end, "whose answer to question " + question + " never comes");
                }
            }
        }
    }

    /** An answer that fails in whatever way is a temporary failure, and never success. */
    @Test
    default void failingAnswerIsTemporary() {
        EnumSet<Manner> failing =
                EnumSet.of(Manner.WITH_A_FAILED_STAGE, Manner.BY_THROWING, Manner.WITH_NO_STAGE, Manner.WITH_NULL);
        for (Side side : Side.values()) {
            for (int question = 0; question < questions(side); question++) {
                for (Manner manner : failing) {
                    Dialogue dialogue = answered(side, question, manner).run();
                    fails(
                            dialogue,
                            side,
                            FailureKind.TEMPORARY,
                            "whose question " + question + " is answered " + manner);
                }
            }
        }
    }

    private static void fails(Dialogue dialogue, Side side, FailureKind kind, String which) {
        Optional<FailureKind> failure = side == Side.CLIENT
                ? dialogue.clientFailure()
                : dialogue.audit().map(AuditEvent::cause);
        unless(
                failure.equals(Optional.of(kind)),
                "Leave answers to the driver: the exchange of the " + side + " " + which + " ends with " + kind,
                "Answerer, Credentials, FailureKind.TEMPORARY",
                dialogue);
    }

    /** How many questions this side has answered in the usual dialogue. */
    private int questions(Side side) {
        trials().usual();
        Answering counting = Answering.atOnce();
        answered(side, counting).run();
        return counting.asked();
    }

    private Dialogue.Builder answered(Side side, int question, Manner manner) {
        return answered(side, Answering.one(question, manner));
    }

    private Dialogue.Builder answered(Side side, Answering answering) {
        return side == Side.CLIENT
                ? trials().dialogue().clientAnswers(answering)
                : trials().dialogue().serverAnswers(answering);
    }
}
