package org.countersign.sasl.shapes;

import static org.countersign.sasl.ClientStep.last;
import static org.countersign.sasl.ServerStep.malformed;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;

import java.util.Objects;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.CheckPassword;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;

/** PLAIN's: one message with the password itself, and another identity to act as. */
public final class PlainShape implements ServerMechanism, ClientMechanism {
    private static final MechanismInfo INFO = MechanismInfo.named("X-PLAIN")
            .traits(Trait.PLAINTEXT_PASSWORD)
            .needs(new Need.Passwords())
            .build();

    /** The message of a client. */
    public static byte[] message(String authorizationId, String user, String password) {
        return Utf8.encode(authorizationId + "\0" + user + "\0" + password);
    }

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte[] message) {
        String[] fields = Toy.fields(message, "\0", 3);
        if (fields.length == 0) {
            return malformed("[authzid] NUL authcid NUL passwd");
        }
        Secret password = Secret.owning(Utf8.encode(fields[2]));
        return ServerStep.ask(
                new CheckPassword(fields[1], password),
                matches -> matches ? success(fields[1], fields[0]) : rejected("password"));
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(
                new WhoAmI(),
                who -> ClientStep.ask(
                        new Password(""),
                        password -> last(message(
                                Objects.requireNonNullElse(who.authorizationId(), ""),
                                who.authenticationId(),
                                Utf8.decode(password.octets())))));
    }
}
