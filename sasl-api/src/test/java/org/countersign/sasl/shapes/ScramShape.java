package org.countersign.sasl.shapes;

import static org.countersign.sasl.ServerStep.malformed;
import static org.countersign.sasl.ServerStep.rejected;
import static org.countersign.sasl.ServerStep.success;

import java.util.HexFormat;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.DerivedKey;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ExchangeContext;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;

/** SCRAM's: a verifier of which the client sees a part, and data with success that proves the server. */
public final class ScramShape implements ServerMechanism, ClientMechanism {
    private static final MechanismInfo INFO = MechanismInfo.named("X-SCRAM")
            .traits(Trait.MUTUAL)
            .needs(new Need.Verifier(SaltedKind.QUICK))
            .build();

    @Override
    public MechanismInfo info() {
        return INFO;
    }

    @Override
    public ServerStep start(ServerContext context, byte[] clientFirst) {
        String[] first = Toy.fields(clientFirst, ",", 2);
        if (first.length == 0) {
            return malformed("user,nonce");
        }
        return ServerStep.ask(new FindVerifier<>(first[0], "", SaltedKind.QUICK), salted -> {
            byte[] serverFirst = Utf8.encode(first[1] + nonce(context) + "," + salted.salt() + "," + salted.count());
            return ServerStep.challenge(serverFirst, clientFinal -> {
                String expected = Toy.proof(salted.key(), Utf8.encode("client"), clientFirst, serverFirst);
                return Toy.same(expected, Utf8.decode(clientFinal))
                        ? success(first[0]).finalData(serverFinal(salted.key(), clientFirst, serverFirst))
                        : rejected("proof");
            });
        });
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(new WhoAmI(), who -> {
            byte[] clientFirst = Utf8.encode(who.authenticationId() + "," + nonce(context));
            return ClientStep.respond(clientFirst, serverFirst -> proveTo(clientFirst, serverFirst));
        });
    }

    private static ClientStep proveTo(byte[] clientFirst, byte[] serverFirst) {
        String[] fields = Toy.fields(serverFirst, ",", 3);
        if (fields.length == 0) {
            return ClientStep.malformed("nonce,salt,count");
        }
        int count = Integer.parseInt(fields[2]);
        DerivedKey question = new DerivedKey(
                "X-SCRAM",
                Utf8.encode(fields[1]),
                count,
                password -> Secret.owning(Utf8.encode(SaltedKind.key(password, fields[1], count))));
        return ClientStep.ask(question, derived -> {
            String key = Utf8.decode(derived.octets());
            byte[] expected = serverFinal(key, clientFirst, serverFirst);
            byte[] proof = Utf8.encode(Toy.proof(key, Utf8.encode("client"), clientFirst, serverFirst));
            return ClientStep.respond(
                    proof,
                    serverFinal -> Toy.same(Utf8.decode(expected), Utf8.decode(serverFinal))
                            ? ClientStep.last(new byte[0])
                            : ClientStep.rejected("the server's proof"));
        });
    }

    private static byte[] serverFinal(String key, byte[] clientFirst, byte[] serverFirst) {
        return Utf8.encode(Toy.proof(key, Utf8.encode("server"), clientFirst, serverFirst));
    }

    private static String nonce(ExchangeContext context) {
        byte[] nonce = new byte[8];
        context.seams().fillNonce(nonce);
        return HexFormat.of().formatHex(nonce);
    }
}
