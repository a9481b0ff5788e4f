package org.countersign.sasl.shapes;

import static org.countersign.sasl.ClientStep.last;
import static org.countersign.sasl.ServerStep.malformed;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;

import java.util.HexFormat;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;

/** CRAM-MD5's: the server speaks first, two rounds, a verifier that nobody sees. */
public final class CramShape implements ServerMechanism, ClientMechanism {
    private static final MechanismInfo INFO = MechanismInfo.named("X-CRAM")
            .firstMover(FirstMover.SERVER)
            .needs(new Need.Verifier(HashKind.QUICK))
            .build();

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte[] none) {
        byte[] nonce = new byte[16];
        context.seams().fillNonce(nonce);
        String challenge = HexFormat.of().formatHex(nonce);
        return ServerStep.challenge(Utf8.encode(challenge), response -> {
            String[] fields = Toy.fields(response, " ", 2);
            if (fields.length == 0) {
                return malformed("user SP proof");
            }
            return ServerStep.ask(
                    new FindVerifier<>(fields[0], "", HashKind.QUICK),
                    key -> Toy.same(fields[1], Toy.proof(key, challenge)) ? success(fields[0]) : rejected("proof"));
        });
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.waitForChallenge(challenge -> ClientStep.ask(
                new WhoAmI(),
                who -> ClientStep.ask(new Password(""), password -> {
                    String proof = Toy.proof(Toy.hash(password.octets()), challenge);
                    return last(Utf8.encode(who.authenticationId() + " " + proof));
                })));
    }
}
