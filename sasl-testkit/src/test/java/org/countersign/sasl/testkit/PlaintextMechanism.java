package org.countersign.sasl.testkit;

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

/** A sound mechanism that asks for the user's name, and then for the password itself. */
class PlaintextMechanism implements ServerMechanism, ClientMechanism {
    private final MechanismInfo info;

    PlaintextMechanism() {
        this(describe());
    }

    PlaintextMechanism(MechanismInfo.Builder description) {
        this.info = description.build();
    }

    static MechanismInfo.Builder describe() {
        return MechanismInfo.named("X-PLAINTEXT")
                .firstMover(MechanismInfo.FirstMover.SERVER)
                .traits(Trait.PLAINTEXT_PASSWORD)
                .maxMessage(256)
                .maxRounds(2)
                .needs(new Need.Passwords());
    }

    /** The prompts mean nothing to the client. */
    static MechanismProfile.Builder profile(PlaintextMechanism mechanism) {
        return Contract.profileOf(mechanism)
                .unauthenticated(Side.SERVER, 0, (prompt, position) -> true, "nothing reads it")
                .unauthenticated(Side.SERVER, 1, (prompt, position) -> true, "nothing reads it");
    }

    @Override
    public MechanismInfo info() {
        return info;
    }

    @Override
    public ServerStep start(ServerContext context, byte[] none) {
        return ServerStep.challenge(
                Utf8.encode("user"),
                name -> ServerStep.challenge(Utf8.encode("password"), typed -> check(Utf8.decode(name), typed)));
    }

    ServerStep check(String user, byte[] typed) {
        return user == null || user.isEmpty()
                ? ServerStep.malformed("user")
                : ServerStep.ask(
                        new CheckPassword(user, Secret.copyOf(typed, 0, typed.length)),
                        matches -> matches ? ServerStep.success(user) : refuse(typed));
    }

    ServerStep refuse(byte[] typed) {
        return ServerStep.rejected("password");
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(
                new WhoAmI(),
                who -> ClientStep.ask(
                        new Password(""),
                        password -> ClientStep.waitForChallenge(first -> ClientStep.respond(
                                Utf8.encode(who.authenticationId()), second -> ClientStep.last(password.octets())))));
    }
}
