package org.countersign.sasl.crammd5;

import net.jcip.annotations.Immutable;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Status;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.crypto.HmacMd5;
import org.countersign.sasl.crypto.Md5;
import org.countersign.sasl.prep.SaslPrep;
import org.jspecify.annotations.Nullable;

/**
 * The CRAM-MD5 mechanism (RFC 2195): the client answers a challenge with its name and the HMAC-MD5 of the challenge under
 * the password. The password is not sent, but whoever reads an exchange can try passwords on it, the server does not prove
 * itself, and there is no authorization identity (CRAM-08).
 */
@Immutable
public final class CramMd5Mechanism implements ServerMechanism, ClientMechanism {
    private static final CramMd5Kind KIND = new CramMd5Kind();
    private static final MechanismInfo INFO = MechanismInfo.named("CRAM-MD5")
            .firstMover(FirstMover.SERVER)
            .traits(Trait.DICTIONARY_ATTACKABLE)
            .status(Status.LEGACY)
            .rank(30)
            .maxMessage(1024 + 1 + 32) // a user name as long as anybody's, and the digest
            .maxRounds(1)
            .needs(new Need.Verifier(KIND))
            .build();

    /** MD5 here needs no provider, but a runtime that has none (FIPS 140) does not want MD5 to be used. */
    private final boolean permitted = Md5.isPermitted();

    /** The mechanism; one is as good as another. */
    public CramMd5Mechanism() {}

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public boolean available(ConnectionFacts facts) {
        return permitted;
    }

    @Override
    public ServerStep start(ServerContext context, byte @Nullable [] none) {
        return challenge(CramMd5Challenge.next(context));
    }

    /** Takes one response, and the challenge is gone (CRAM-10). */
    static ServerStep challenge(byte[] challenge) {
        return ServerStep.challenge(challenge, response -> verify(challenge, CramMd5Response.parse(response)));
    }

    private static ServerStep verify(byte[] challenge, @Nullable CramMd5Response response) {
        if (response == null) {
            return ServerStep.malformed("not user SP digest"); // CRAM-04
        }
        String user = SaslPrep.query(response.user()); // CRAM-06
        if (user == null) {
            return ServerStep.rejected("user name can not be prepared");
        }
        return ServerStep.ask(
                new FindVerifier<>(user, "", KIND),
                key -> response.answers(challenge, key)
                        ? ServerStep.success(user)
                        : ServerStep.rejected("wrong digest"));
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(
                new WhoAmI(),
                who -> who.forSomebodyElse()
                        ? ClientStep.rejected("CRAM-MD5 carries no authorization identity") // CRAM-08
                        : ClientStep.ask(new Password(""), password -> authenticate(context, who, password)));
    }

    private static ClientStep authenticate(ClientContext context, Identities who, Secret password) {
        String user = SaslPrep.query(who.authenticationId()); // CRAM-06
        if (user == null) {
            return ClientStep.rejected("CRAM-MD5 needs a user name that SASLprep (RFC 4013) takes");
        }
        byte[] prepared = SaslPrep.query(password.octets(), 0, password.octets().length);
        if (prepared == null) {
            return ClientStep.rejected("CRAM-MD5 needs a password that SASLprep (RFC 4013) takes");
        }
        Secret key = context.own(Secret.owning(prepared));
        // whatever the challenge says, its octets are what counts (CRAM-03)
        return ClientStep.waitForChallenge(challenge ->
                ClientStep.last(new CramMd5Response(user, HmacMd5.mac(key.octets(), challenge)).encode()));
    }
}
