package org.countersign.sasl.scram;

import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.crypto.ConstantTime;
import org.countersign.sasl.prep.SaslPrep;
import org.jspecify.annotations.Nullable;

/**
 * The server's side. It never sends {@code e=}: a server may leave the message away (SCRAM-20), and protocols have a reply
 * for failure. Its words are the audit's.
 */
record ScramServer(ScramMechanism mechanism, ServerContext context) {
    private static final byte[] NOTHING = {};

    ServerStep start(byte[] message) {
        ClientFirst first = ClientFirst.parse(message);
        if (first == null) {
            return ServerStep.malformed("not a client-first-message");
        }
        String refusal = refusal(first.header());
        if (refusal != null) {
            return ServerStep.rejected(refusal);
        }
        byte[] binding = mechanism.binds()
                ? context.facts().channelBinding(first.header().bindingType()).orElse(null)
                : NOTHING;
        return binding == null
                ? ServerStep.rejected("unsupported-channel-binding-type") // CB-06
                : greet(first, binding);
    }

    /** Why flag, name of the mechanism and what the server can do do not fit each other (SCRAM-16); null if they do. */
    private @Nullable String refusal(Gs2Header header) {
        boolean binds = header.flag() == 'p';
        if (header.flag() == 'y' && context.offers(mechanism.plus())) {
            return "server-does-support-channel-binding"; // somebody has taken -PLUS from the list
        }
        if (binds != mechanism.binds()) {
            return binds ? "channel binding without -PLUS" : "-PLUS without channel binding";
        }
        return null;
    }

    private ServerStep greet(ClientFirst first, byte[] binding) {
        String user = SaslPrep.query(first.user()); // SCRAM-13
        return user == null
                ? ServerStep.rejected("invalid-username-encoding")
                : ServerStep.ask(
                        new FindVerifier<>(user, "", mechanism.kind()),
                        verifier -> challenge(first, binding, user, verifier));
    }

    private ServerStep challenge(ClientFirst first, byte[] binding, String user, ScramVerifier verifier) {
        String nonce = first.nonce() + mechanism.nonce(context);
        ServerFirst challenge = ServerFirst.of(nonce, verifier.salt(), verifier.iterations());
        return ServerStep.challenge(challenge.octets(), message -> {
            ClientFinal last = ClientFinal.parse(message);
            if (last == null) {
                return ServerStep.malformed("not a client-final-message");
            }
            if (!ConstantTime.equal(last.bindingInput(), first.header().bindingInput(binding))) { // SCRAM-15
                return ServerStep.rejected("channel-bindings-dont-match");
            }
            if (!last.nonce().equals(nonce)) { // all of it: SCRAM-14
                return ServerStep.rejected("another nonce");
            }
            byte[] authMessage = Octets.authMessage(first, challenge, last.withoutProof());
            if (!verifier.accepts(last.proof(), authMessage)) {
                return ServerStep.rejected("invalid-proof");
            }
            ServerStep.Success success = ServerStep.success(user, first.header().authorizationId())
                    .finalData(new ServerFinal.Verifier(verifier.signature(authMessage)).encode()); // SCRAM-21
            return mechanism.binds() ? success.boundTo(first.header().bindingType()) : success;
        });
    }
}
