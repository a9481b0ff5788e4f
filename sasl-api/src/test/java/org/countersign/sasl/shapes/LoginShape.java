package org.countersign.sasl.shapes;

import static org.countersign.sasl.ServerStep.challenge;
import static org.countersign.sasl.ServerStep.malformed;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;

import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.CheckPassword;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;

/** LOGIN's: whoever likes speaks first. This client does not. */
public final class LoginShape implements ServerMechanism, ClientMechanism {
    private static final MechanismInfo INFO = MechanismInfo.named("X-LOGIN")
            .firstMover(FirstMover.EITHER)
            .traits(Trait.PLAINTEXT_PASSWORD)
            .needs(new Need.Passwords())
            .build();

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte[] userName) {
        return userName == null ? challenge(Utf8.encode("User Name"), LoginShape::password) : password(userName);
    }

    private static ServerStep password(byte[] userName) {
        String user = Utf8.decode(userName);
        if (user == null || user.isEmpty()) {
            return malformed("user name");
        }
        return challenge(
                Utf8.encode("Password"),
                password -> ServerStep.ask(
                        new CheckPassword(user, Secret.copyOf(password, 0, password.length)),
                        matches -> matches ? success(user) : rejected("password")));
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.waitForChallenge(userName -> ClientStep.ask(
                new WhoAmI(),
                who -> ClientStep.respond(
                        Utf8.encode(who.authenticationId()),
                        prompt -> ClientStep.ask(
                                new Password(""),
                                password -> ClientStep.last(password.octets().clone())))));
    }
}
