package com.example.sasl;

import java.security.MessageDigest;
import java.util.Arrays;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;

/**
 * X-SALTED-HMAC: the password is not sent, and the server does not store it.
 *
 * <pre>
 *   C: user
 *   S: salt (16 octets) nonce (32 octets)
 *   C: HMAC-SHA-256(HMAC-SHA-256(salt, password), salt nonce user)
 * </pre>
 */
public final class SaltedHmacMechanism implements ServerMechanism, ClientMechanism {
    // begin metadata
    private static final SaltedHmacKind KIND = new SaltedHmacKind();
    private static final int NONCE = 32;
    private static final int CHALLENGE = SaltedKey.SALT + NONCE;

    private static final MechanismInfo INFO = MechanismInfo.named("X-SALTED-HMAC")
            .firstMover(FirstMover.CLIENT)
            .traits(Trait.DICTIONARY_ATTACKABLE)
            .rank(35)
            .maxMessage(1024)
            .maxRounds(2)
            .needs(new Need.Verifier(KIND))
            .build();

    @Override
    public MechanismInfo info() {
        return INFO;
    }
    // end metadata

    // begin server
    @Override
    public ServerStep start(ServerContext context, byte[] name) {
        String user = Utf8.decode(name);
        if (user == null || user.isEmpty()) {
            return ServerStep.malformed("not a user name in UTF-8");
        }
        return ServerStep.ask(new FindVerifier<>(user, "", KIND), verifier -> challenge(context, user, verifier));
    }

    private static ServerStep challenge(ServerContext context, String user, SaltedKey verifier) {
        byte[] nonce = new byte[NONCE];
        context.seams().fillNonce(nonce);
        byte[] challenge = Arrays.copyOf(verifier.salt(), CHALLENGE);
        System.arraycopy(nonce, 0, challenge, SaltedKey.SALT, NONCE);
        return ServerStep.challenge(challenge, proof -> verify(user, verifier, challenge, proof));
    }

    private static ServerStep verify(String user, SaltedKey verifier, byte[] challenge, byte[] proof) {
        if (proof.length != SaltedKey.KEY) {
            return ServerStep.malformed("not a proof of 32 octets");
        }
        byte[] expected = SaltedKey.hmac(verifier.key(), challenge, Utf8.encode(user));
        return MessageDigest.isEqual(expected, proof) // in constant time
                ? ServerStep.success(user)
                : ServerStep.rejected("wrong proof");
    }
    // end server

    // begin client
    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(
                new WhoAmI(),
                who -> who.forSomebodyElse() || who.authenticationId().isEmpty()
                        ? ClientStep.rejected("X-SALTED-HMAC carries one user name")
                        : ClientStep.ask(new Password(""), password -> greet(who, password)));
    }

    private static ClientStep greet(Identities who, Secret password) {
        byte[] user = Utf8.encode(who.authenticationId());
        return ClientStep.respond(user, challenge -> prove(user, password, challenge));
    }

    private static ClientStep prove(byte[] user, Secret password, byte[] challenge) {
        if (challenge.length != CHALLENGE) {
            return ClientStep.malformed("not salt and nonce");
        }
        byte[] salt = Arrays.copyOf(challenge, SaltedKey.SALT);
        try (Secret key = Secret.owning(SaltedKey.hmac(salt, password.octets()))) {
            return ClientStep.last(SaltedKey.hmac(key.octets(), challenge, user));
        }
    }
    // end client
}
