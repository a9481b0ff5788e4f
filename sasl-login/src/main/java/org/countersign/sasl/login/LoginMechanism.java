package org.countersign.sasl.login;

import net.jcip.annotations.Immutable;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Status;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.CheckPassword;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.prep.SaslPrep;
import org.jspecify.annotations.Nullable;

/**
 * The LOGIN mechanism (draft-murchison-sasl-login, MS-XLOGIN): the user name and the password, each asked for by a prompt.
 * It is PLAIN without a grammar and without an authorization identity, and protects as little: the default policies use it
 * over TLS only (LOGIN-07), and a client prefers PLAIN (LOGIN-01).
 */
@Immutable
public final class LoginMechanism implements ServerMechanism, ClientMechanism {
    private static final MechanismInfo INFO = MechanismInfo.named("LOGIN")
            .firstMover(FirstMover.EITHER) // Microsoft's clients send the user name at once (LOGIN-03)
            .traits(Trait.PLAINTEXT_PASSWORD)
            .status(Status.LEGACY)
            .rank(10)
            .maxMessage(4096) // the same passwords as PLAIN
            .maxRounds(2)
            .needs(new Need.Passwords())
            .build();

    /** The mechanism; one is as good as another. */
    public LoginMechanism() {}

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte @Nullable [] initialResponse) {
        return initialResponse == null
                ? ServerStep.challenge(Utf8.encode("Username:"), LoginMechanism::promptForPassword) // LOGIN-02
                : promptForPassword(initialResponse);
    }

    /** Whoever the user is, and even if it can be nobody: no prompt tells one name from another (LOGIN-08). */
    private static ServerStep promptForPassword(byte[] name) {
        return ServerStep.challenge(Utf8.encode("Password:"), typed -> verify(name, typed));
    }

    private static ServerStep verify(byte[] name, byte[] typed) {
        String claimed = Utf8.decode(name);
        if (claimed == null) {
            return ServerStep.malformed("user name is not UTF-8"); // LOGIN-06
        }
        String user = SaslPrep.query(claimed);
        if (user == null) {
            return ServerStep.rejected("user name can not be prepared"); // an empty one neither (LOGIN-08)
        }
        byte[] password = SaslPrep.query(typed, 0, typed.length);
        if (password == null) {
            return ServerStep.rejected("password can not be prepared");
        }
        return ServerStep.ask(
                new CheckPassword(user, Secret.owning(password)),
                matches -> matches ? ServerStep.success(user) : ServerStep.rejected("wrong password"));
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(
                new WhoAmI(),
                who -> who.forSomebodyElse()
                        ? ClientStep.rejected("LOGIN carries no authorization identity") // LOGIN-01
                        : ClientStep.ask(new Password(""), password -> authenticate(who, password)));
    }

    private static ClientStep authenticate(Identities who, Secret password) {
        byte[] user = Utf8.encode(who.authenticationId());
        if (!isLine(user) || !isLine(password.octets())) {
            return ClientStep.rejected("LOGIN carries no empty user name or password, and no NUL, CR or LF");
        }
        // what the prompts say means nothing, only how many there are (LOGIN-04, LOGIN-05)
        return ClientStep.waitForChallenge(
                first -> ClientStep.respond(user, second -> ClientStep.last(password.octets())));
    }

    /** What a prompt can be answered with (LOGIN-06). */
    private static boolean isLine(byte[] octets) {
        for (byte octet : octets) {
            if (octet == 0 || octet == '\r' || octet == '\n') {
                return false;
            }
        }
        return octets.length > 0;
    }
}
