package org.countersign.sasl.testkit;

import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.MechanismInfo;
import org.jspecify.annotations.Nullable;

/** A client mechanism whose steps are recorded; for one exchange. */
@NotThreadSafe
record RecordingClient(ClientMechanism mechanism, Recorder recorder) implements ClientMechanism {
    private interface Step {
        ClientStep take() throws Exception;
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
    public ClientStep start(ClientContext context) throws Exception {
        return record(() -> mechanism.start(context));
    }

    private ClientStep record(Step next) throws Exception {
        ClientStep step;
        try {
            step = next.take();
        } catch (Throwable e) {
            recorder.thrown.add(e);
            throw e;
        }
        recorder.steps.add(step);
        if (step instanceof ClientStep.Respond respond) {
            return recordRespond(respond.data(), recording(respond.then()));
        }
        if (step instanceof ClientStep.Final last) {
            recorder.handedOut.add(last.data());
            return new ClientStep.Final(last.data(), last.layer(), recording(last.ifChallenged()));
        }
        return step instanceof ClientStep.Ask<?> ask ? recordAsk(ask) : step;
    }

    private ClientStep recordRespond(byte @Nullable [] data, ClientStep.OnChallenge then) {
        if (data == null) {
            return ClientStep.waitForChallenge(then);
        }
        recorder.handedOut.add(data);
        return ClientStep.respond(data, then);
    }

    private ClientStep.OnChallenge recording(ClientStep.OnChallenge then) {
        return challenge -> record(() -> then.challenged(challenge));
    }

    private <A> ClientStep recordAsk(ClientStep.Ask<A> ask) {
        recorder.clientQuestions.add(ask.question());
        return ClientStep.ask(ask.question(), answer -> record(() -> ask.then().answered(answer)));
    }
}
