package org.countersign.sasl.shapes;

import static org.countersign.sasl.ClientStep.last;
import static org.countersign.sasl.ServerStep.malformed;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;

import java.util.Optional;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Question;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;

/** A third party's: one-time passwords, with a question of its own. */
public final class OtpShape implements ServerMechanism, ClientMechanism {
    /** The counter of alice's next one-time password. */
    public static final long COUNTER = 42;

    private static final MechanismInfo INFO = MechanismInfo.named("X-OTP")
            .needs(new Need.Verifier(HashKind.QUICK), new Need.Answer(IsFresh.class))
            .build();

    /** Whether this counter has not been used yet; it has then. */
    public record IsFresh(String of, long counter) implements Question.Custom<Boolean> {
        @Override
        public Optional<String> claimant() {
            return Optional.of(of);
        }
    }

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte[] message) {
        String[] fields = Toy.fields(message, ",", 3);
        if (fields.length == 0) {
            return malformed("user,counter,password");
        }
        long counter = Long.parseLong(fields[1]);
        return ServerStep.ask(new FindVerifier<>(fields[0], "", HashKind.QUICK), key -> {
            boolean right = Toy.same(fields[2], Toy.proof(key, fields[1]));
            return ServerStep.ask(
                    new IsFresh(fields[0], counter),
                    fresh -> right && fresh ? success(fields[0]) : rejected("one-time password"));
        });
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(
                new WhoAmI(),
                who -> ClientStep.ask(new Password(""), password -> {
                    String proof = Toy.proof(Toy.hash(password.octets()), Long.toString(COUNTER));
                    return last(Utf8.encode(who.authenticationId() + "," + COUNTER + "," + proof));
                }));
    }
}
