package org.countersign.sasl.testkit;

import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Question.IdentifyPeer;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;

/** A sound mechanism like EXTERNAL: the only message is whom to act as, usually nothing. */
class CertificateMechanism implements ServerMechanism, ClientMechanism {
    private static final MechanismInfo INFO = MechanismInfo.named("X-CERTIFICATE")
            .maxMessage(256)
            .maxRounds(1)
            .needs(new Need.PeerIdentity())
            .clientNeed(ClientNeed.NOTHING)
            .build();

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte[] authorizationId) {
        String whom = Utf8.decode(authorizationId);
        return whom == null || whom.indexOf('\0') >= 0
                ? ServerStep.malformed("authorization identity")
                : ServerStep.ask(
                        new IdentifyPeer(),
                        peer -> peer.isPresent()
                                ? ServerStep.success(peer.get(), whom)
                                : ServerStep.rejected("nobody's certificate"));
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(
                new WhoAmI(),
                who -> ClientStep.last(Utf8.encode(who.authorizationId() == null ? "" : who.authorizationId())));
    }
}
