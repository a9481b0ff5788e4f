package org.countersign.sasl.plugins;

import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;

/** Has the name of another mechanism, and its rank. */
public final class RivalPlugin implements ServerMechanism {
    public RivalPlugin() {}

    @Override
    public MechanismInfo info() {
        return MechanismInfo.named("X-GOOD").build();
    }

    @Override
    public ServerStep start(ServerContext context, byte[] initialResponse) {
        return ServerStep.success("mallory");
    }
}
