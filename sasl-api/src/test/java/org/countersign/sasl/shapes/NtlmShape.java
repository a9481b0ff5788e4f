package org.countersign.sasl.shapes;

import static org.countersign.sasl.ClientStep.last;
import static org.countersign.sasl.ServerStep.malformed;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;

import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;

/** NTLM's: three messages, and a checksum over the octets of all of them, as they came. */
public final class NtlmShape implements ServerMechanism, ClientMechanism {
    private static final int CHECKSUM = 64;
    private static final MechanismInfo INFO = MechanismInfo.named("X-NTLM")
            .needs(new Need.Verifier(HashKind.QUICK))
            .build();

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte[] negotiate) {
        byte[] challenge = new byte[8];
        context.seams().fillNonce(challenge);
        return ServerStep.challenge(challenge, authenticate -> {
            int end = authenticate.length - CHECKSUM;
            String user = end < 1 ? null : Utf8.decode(authenticate, 0, end);
            String checksum = end < 1 ? null : Utf8.decode(authenticate, end, authenticate.length);
            if (user == null || checksum == null) {
                return malformed("user and checksum");
            }
            // the three messages are the arrays that were received and sent, kept as they are
            return ServerStep.ask(
                    new FindVerifier<>(user, "", HashKind.QUICK),
                    key -> Toy.same(checksum, Toy.proof(key, negotiate, challenge, Utf8.encode(user)))
                            ? success(user)
                            : rejected("checksum"));
        });
    }

    @Override
    public ClientStep start(ClientContext context) {
        byte[] negotiate = {0, 'N', 'T', 'L', 'M', (byte) 0xff};
        return ClientStep.respond(
                negotiate,
                challenge -> ClientStep.ask(
                        new WhoAmI(),
                        who -> ClientStep.ask(new Password(""), password -> {
                            String user = who.authenticationId();
                            String key = Toy.hash(password.octets());
                            return last(Utf8.encode(user + Toy.proof(key, negotiate, challenge, Utf8.encode(user))));
                        })));
    }
}
