package org.countersign.sasl.scram;

import java.util.Arrays;
import java.util.Optional;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientQuestion.DerivedKey;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Secret;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.prep.SaslPrep;
import org.jspecify.annotations.Nullable;

/** The client's side. */
record ScramClient(ScramMechanism mechanism, ClientContext context) {
    private static final byte[] NOTHING = {};

    ClientStep start() {
        return ClientStep.ask(new WhoAmI(), who -> mechanism.binds() ? bind(who) : doWithout(who));
    }

    /** With the first type that there are octets of, the one that the server will expect. */
    private ClientStep bind(Identities who) {
        ConnectionFacts facts = context.facts();
        for (String type : facts.channelBindingTypes()) {
            Optional<byte[]> binding = facts.channelBinding(type);
            if (binding.isPresent()) {
                return greet(who, 'p', type, binding.get());
            }
        }
        return ClientStep.rejected("this TLS connection has no channel binding after all");
    }

    /** SCRAM-17. */
    private ClientStep doWithout(Identities who) {
        if (!Bindings.possible(context.facts())) {
            return greet(who, 'n', "", NOTHING);
        }
        return context.offered().contains(mechanism.plus())
                ? ClientStep.rejected("the server offers " + mechanism.plus() + ", which has to be used then")
                : greet(who, 'y', "", NOTHING);
    }

    private ClientStep greet(Identities who, char flag, String bindingType, byte[] binding) {
        String user = SaslPrep.query(who.authenticationId()); // SCRAM-13
        if (user == null) {
            return ClientStep.rejected("SCRAM needs a user name that SASLprep (RFC 4013) takes");
        }
        Gs2Header header = Gs2Header.of(flag, bindingType, who.forSomebodyElse() ? who.authorizationId() : null);
        ClientFirst first = ClientFirst.of(header, user, mechanism.nonce(context));
        return ClientStep.respond(first.encode(), challenge -> answer(first, binding, ServerFirst.parse(challenge)));
    }

    private ClientStep answer(ClientFirst first, byte[] binding, @Nullable ServerFirst challenge) {
        if (challenge == null) {
            return ClientStep.malformed("not a server-first-message");
        }
        if (!challenge.nonce().startsWith(first.nonce()) || challenge.nonce().equals(first.nonce())) { // SCRAM-14
            return ClientStep.rejected("the server's nonce does not go on from the client's");
        }
        if (challenge.iterations() < ScramMechanisms.FEWEST_ITERATIONS
                || challenge.iterations() > mechanism.mostIterations()) { // SCRAM-22
            return ClientStep.rejected("the server asks for " + challenge.iterations() + " iterations; only "
                    + ScramMechanisms.FEWEST_ITERATIONS + " to " + mechanism.mostIterations() + " are done");
        }
        return ClientStep.ask(
                new DerivedKey(
                        mechanism.hash().mechanism(),
                        challenge.salt(),
                        challenge.iterations(),
                        password -> keys(password, challenge)),
                keys -> keys.octets().length == 0
                        ? ClientStep.rejected("SCRAM needs a password that SASLprep (RFC 4013) takes")
                        : prove(first, binding, challenge, keys));
    }

    /** No octets if the password can not be prepared. */
    private Secret keys(Secret password, ServerFirst challenge) {
        byte[] prepared = SaslPrep.stored(password.octets(), 0, password.octets().length); // SCRAM-10
        if (prepared == null) {
            return Secret.owning(new byte[0]);
        }
        try {
            return ScramKeys.derive(mechanism.hash(), prepared, challenge.salt(), challenge.iterations());
        } finally {
            Arrays.fill(prepared, (byte) 0);
        }
    }

    private ClientStep prove(ClientFirst first, byte[] binding, ServerFirst challenge, Secret keys) {
        byte[] withoutProof = ClientFinal.withoutProof(first.header().bindingInput(binding), challenge.nonce());
        byte[] authMessage = Octets.authMessage(first, challenge, withoutProof);
        ScramVerifier verifier = ScramVerifier.of(mechanism.hash(), challenge.iterations(), challenge.salt(), keys);
        byte[] expected = verifier.signature(authMessage);
        byte[] message = ClientFinal.encode(withoutProof, verifier.proof(keys, authMessage));
        return ClientStep.respond(message, outcome -> verify(expected, outcome));
    }

    private static ClientStep verify(byte[] expected, byte[] message) {
        ServerFinal outcome = ServerFinal.parse(message);
        if (outcome instanceof ServerFinal.Refusal) {
            return new ClientStep.Concede(NOTHING, message);
        }
        if (!(outcome instanceof ServerFinal.Verifier verifier)) {
            return ClientStep.malformed("not a server-final-message");
        }
        return ConstantTime.equal(verifier.signature(), expected) // SCRAM-18
                ? ClientStep.last(NOTHING)
                : ClientStep.rejected("the server does not know the password");
    }
}
