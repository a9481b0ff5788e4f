package org.countersign.sasl.plugins;

import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;

/** A mechanism as somebody else's jar has it. */
public final class GoodPlugin implements ServerMechanism {
    public GoodPlugin() {}

    @Override
    public MechanismInfo info() {
        return MechanismInfo.named("X-GOOD").build();
    }

    @Override
    public ServerStep start(ServerContext context, byte[] initialResponse) {
        return ServerStep.success("alice");
    }
}
