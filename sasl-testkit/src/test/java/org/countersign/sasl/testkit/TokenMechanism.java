package org.countersign.sasl.testkit;

import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Token;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.TokenVerdict;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;

/** A sound mechanism whose only message is a token. */
class TokenMechanism implements ServerMechanism, ClientMechanism {
    private static final MechanismInfo INFO = MechanismInfo.named("X-TOKEN")
            .traits(Trait.BEARER_TOKEN)
            .maxMessage(256)
            .maxRounds(1)
            .needs(new Need.Tokens())
            .clientNeed(ClientNeed.TOKEN)
            .build();

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte[] token) {
        return ServerStep.ask(
                new CheckToken("", Secret.copyOf(token, 0, token.length)),
                verdict -> verdict instanceof TokenVerdict.Valid valid
                        ? ServerStep.success(valid.subject())
                        : ServerStep.rejected("token"));
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(new Token(), token -> ClientStep.last(token.octets()));
    }
}
