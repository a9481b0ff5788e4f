package org.countersign.sasl.plugins;

import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;

/** Has the name of another mechanism, and a higher rank. */
public final class StrongerPlugin implements ServerMechanism {
    public StrongerPlugin() {}

    @Override
    public MechanismInfo info() {
        return MechanismInfo.named("X-GOOD").rank(1).build();
    }

    @Override
    public ServerStep start(ServerContext context, byte[] initialResponse) {
        return ServerStep.success("alice");
    }
}
