package org.countersign.app.server;

import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;

/** Lets everybody in, as nobody. */
final class Nameless implements ServerMechanism {
    @Override
    public MechanismInfo info() {
        return MechanismInfo.named("X-NAMELESS").traits(Trait.ANONYMOUS).build();
    }

    @Override
    public ServerStep start(ServerContext context, byte[] initialResponse) {
        return ServerStep.anonymous("");
    }
}
