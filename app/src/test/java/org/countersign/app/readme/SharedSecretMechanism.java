package org.countersign.app.readme;

import static org.countersign.sasl.ClientStep.ask;
import static org.countersign.sasl.ClientStep.last;
import static org.countersign.sasl.ClientStep.waitForChallenge;
import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.challenge;
import static org.countersign.sasl.ServerStep.malformed;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.server.PlainPasswordKind;

// begin mechanism
public final class SharedSecretMechanism implements ServerMechanism, ClientMechanism {
    private static final VerifierKind<Secret> PASSWORD = new PlainPasswordKind();
    private static final MechanismInfo INFO = MechanismInfo.named("X-HMAC-SHA-256")
            .firstMover(MechanismInfo.FirstMover.SERVER)
            .traits(MechanismInfo.Trait.DICTIONARY_ATTACKABLE)
            .needs(new MechanismInfo.Need.Verifier(PASSWORD))
            .rank(35)
            .build();

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte[] none) {
        byte[] nonce = new byte[32];
        context.seams().fillNonce(nonce);
        return challenge(
                nonce,
                response -> { // proof of 32 octets, then the user's name
                    String user = response.length > 32 ? Utf8.decode(response, 32, response.length) : null;
                    if (user == null) {
                        return malformed("proof and user");
                    }
                    byte[] proof = Arrays.copyOf(response, 32);
                    return ask(
                            new FindVerifier<>(
                                    user, "", PASSWORD), // somebody unknown gets a decoy, and the same answer
                            password -> MessageDigest.isEqual(proof, hmac(password, nonce))
                                    ? success(user)
                                    : rejected("proof"));
                });
    }

    @Override
    public ClientStep start(ClientContext context) {
        return waitForChallenge(nonce -> ask(
                new ClientQuestion.WhoAmI(),
                me -> ask(new ClientQuestion.Password(""), password -> {
                    byte[] user = Utf8.encode(me.authenticationId());
                    byte[] response = Arrays.copyOf(hmac(password, nonce), 32 + user.length);
                    System.arraycopy(user, 0, response, 32, user.length);
                    return last(response);
                })));
    }

    private static byte[] hmac(Secret key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.octets(), "HmacSHA256"));
        return mac.doFinal(message);
    }
}
// end mechanism
