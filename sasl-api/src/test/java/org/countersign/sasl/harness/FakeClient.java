package org.countersign.sasl.harness;

import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;

/** The client side of a mechanism, made of one function. */
public record FakeClient(MechanismInfo info, Start function) implements ClientMechanism {
    public static final String NAME = "X-FAKE";

    /** What a mechanism is. */
    @FunctionalInterface
    public interface Start {
        ClientStep start(ClientContext context) throws Exception;
    }

    public static FakeClient clientFirst(Start function) {
        return new FakeClient(MechanismInfo.named(NAME).build(), function);
    }

    public static FakeClient serverFirst(Start function) {
        return new FakeClient(
                MechanismInfo.named(NAME).firstMover(FirstMover.SERVER).build(), function);
    }

    @Override
    public ClientStep start(ClientContext context) throws Exception {
        return function.start(context);
    }
}
