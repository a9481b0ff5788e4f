package org.countersign.sasl.shapes;

import static org.countersign.sasl.ServerStep.malformed;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;

import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Token;
import org.countersign.sasl.ClientQuestion.WhoAmI;
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
import org.countersign.sasl.Utf8;

/** XOAUTH2's: an error is a challenge, the client answers it with nothing, and then the exchange fails. */
public final class XoauthShape implements ServerMechanism, ClientMechanism {
    private static final MechanismInfo INFO = MechanismInfo.named("X-XOAUTH")
            .traits(Trait.BEARER_TOKEN)
            .needs(new Need.Tokens())
            .clientNeed(ClientNeed.TOKEN)
            .build();

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte[] message) {
        String[] fields = Toy.fields(message, "\1", 2);
        if (fields.length == 0) {
            return malformed("user ^A token");
        }
        Secret token = Secret.copyOf(message, message.length - fields[1].length(), message.length);
        return ServerStep.ask(new CheckToken(fields[0], token), verdict -> {
            if (verdict instanceof TokenVerdict.Valid valid) {
                return success(valid.subject(), fields[0]);
            }
            TokenVerdict.Invalid invalid = (TokenVerdict.Invalid) verdict;
            byte[] error = Utf8.encode("{\"status\":\"" + invalid.why().status() + "\"}");
            return ServerStep.challenge(error, dummy -> rejected("token"));
        });
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(
                new WhoAmI(),
                who -> ClientStep.ask(
                        new Token(),
                        token -> new ClientStep.Final(
                                Utf8.encode(who.authenticationId() + "\1" + Utf8.decode(token.octets())),
                                null,
                                error -> new ClientStep.Concede(new byte[0], error))));
    }
}
