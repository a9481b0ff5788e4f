package org.countersign.sasl.testkit;

import net.jcip.annotations.Immutable;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.jspecify.annotations.Nullable;

/** Has nothing but empty messages to say: stands in for a side that a mechanism does not have. */
@Immutable
record SilentPeer(MechanismInfo info) implements ServerMechanism, ClientMechanism {
    private static final byte[] NOTHING = {};

    @Override
    public ServerStep start(ServerContext context, byte @Nullable [] initialResponse) {
        return challenge();
    }

    private static ServerStep challenge() {
        return ServerStep.challenge(NOTHING, response -> challenge());
    }

    @Override
    public ClientStep start(ClientContext context) {
        return info.firstMover() == FirstMover.SERVER ? ClientStep.waitForChallenge(challenge -> respond()) : respond();
    }

    private static ClientStep respond() {
        return ClientStep.respond(NOTHING, challenge -> respond());
    }
}
