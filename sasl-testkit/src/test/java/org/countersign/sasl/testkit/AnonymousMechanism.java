package org.countersign.sasl.testkit;

import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;

/** A sound mechanism like ANONYMOUS: whatever the client says is taken for a trace. */
class AnonymousMechanism implements ServerMechanism, ClientMechanism {
    private static final MechanismInfo INFO = MechanismInfo.named("X-ANONYMOUS")
            .traits(Trait.ANONYMOUS)
            .maxMessage(256)
            .maxRounds(1)
            .clientNeed(ClientNeed.NOTHING)
            .build();

    /** Every message of text is legal, and none is authenticated. */
    static MechanismProfile.Builder profile() {
        return Contract.profileOf(new AnonymousMechanism())
                .admits(0, trace -> Utf8.decode(trace) != null)
                .unauthenticated(Side.CLIENT, 0, (trace, position) -> true, "RFC 4505 section 5");
    }

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte[] initialResponse) {
        String trace = Utf8.decode(initialResponse);
        return trace == null ? ServerStep.malformed("trace") : ServerStep.anonymous(trace);
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.last(Utf8.encode("sirhc"));
    }
}
