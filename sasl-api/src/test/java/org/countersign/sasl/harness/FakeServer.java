package org.countersign.sasl.harness;

import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;

/** The server side of a mechanism, made of one function. */
public record FakeServer(MechanismInfo info, Start function) implements ServerMechanism {
    public static final String NAME = "X-FAKE";

    /** What a mechanism is. */
    @FunctionalInterface
    public interface Start {
        ServerStep start(ServerContext context, byte[] initialResponse) throws Exception;
    }

    public static FakeServer clientFirst(Start function) {
        return new FakeServer(MechanismInfo.named(NAME).build(), function);
    }

    public static FakeServer serverFirst(Start function) {
        return new FakeServer(
                MechanismInfo.named(NAME).firstMover(FirstMover.SERVER).build(), function);
    }

    /** The same with these needs. */
    public FakeServer needing(Need... needs) {
        return new FakeServer(
                MechanismInfo.named(NAME)
                        .firstMover(info.firstMover())
                        .needs(needs)
                        .build(),
                function);
    }

    @Override
    public ServerStep start(ServerContext context, byte[] initialResponse) throws Exception {
        return function.start(context, initialResponse);
    }
}
