package org.countersign.sasl.testkit;

import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.Question;
import org.countersign.sasl.Question.CheckPassword;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.jspecify.annotations.Nullable;

/** A server mechanism whose steps are recorded; for one exchange. */
@NotThreadSafe
record RecordingServer(ServerMechanism mechanism, Recorder recorder) implements ServerMechanism {
    private interface Step {
        ServerStep take() throws Exception;
    }

    @Override
    public MechanismInfo info() {
        return mechanism.info();
    }

    @Override
    public boolean available(ConnectionFacts facts) {
        return mechanism.available(facts);
    }

    @Override
    public ServerStep start(ServerContext context, byte @Nullable [] initialResponse) throws Exception {
        return record(() -> mechanism.start(context, initialResponse));
    }

    private ServerStep record(Step next) throws Exception {
        ServerStep step;
        try {
            step = next.take();
        } catch (Throwable e) {
            recorder.thrown.add(e);
            throw e;
        }
        recorder.steps.add(step);
        if (step instanceof ServerStep.Challenge challenge) {
            recorder.handedOut.add(challenge.data());
            return ServerStep.challenge(
                    challenge.data(), response -> record(() -> challenge.then().respond(response)));
        }
        if (step instanceof ServerStep.Success success && success.finalData() != null) {
            recorder.handedOut.add(success.finalData());
        }
        return step instanceof ServerStep.Ask<?> ask ? recordAsk(ask) : step;
    }

    private <A> ServerStep recordAsk(ServerStep.Ask<A> ask) {
        Question<A> question = ask.question();
        recorder.serverQuestions.add(question);
        if (question instanceof CheckPassword check) {
            recorder.secrets.add(check.password());
        } else if (question instanceof CheckToken check) {
            recorder.secrets.add(check.token());
        }
        return ServerStep.ask(question, answer -> {
            recorder.facts.add(answer);
            return record(() -> ask.then().answered(answer));
        });
    }
}
