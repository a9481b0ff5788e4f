package org.countersign.sasl.testkit;

import static org.countersign.sasl.ServerStep.ask;
import static org.countersign.sasl.ServerStep.malformed;
import static org.countersign.sasl.ServerStep.rejected;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.Password;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.Question.FindVerifier;
import org.countersign.sasl.Seams;
import org.countersign.sasl.Secret;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.Utf8;

/**
 * A sound mechanism: challenge and response, with an authorization identity, and a proof of either side. Each broken mechanism
 * of the tests is this one with one method wrong.
 *
 * <pre>
 *   C: [authzid] NUL authcid NUL nonce     S: salt nonce
 *   C: HMAC(key, "client" challenge greeting)     S: HMAC(key, "server" challenge greeting)
 * </pre>
 */
class HmacMechanism implements ServerMechanism, ClientMechanism {
    static final int NONCE = 16;
    private static final int CHALLENGE = HmacVerifier.SALT + NONCE;

    private final MechanismInfo info;
    private final HmacKind kind;

    HmacMechanism() {
        this(describe());
    }

    /** With other metadata. */
    HmacMechanism(MechanismInfo.Builder description) {
        this(description, new HmacKind());
    }

    /** With another kind of verifiers. */
    HmacMechanism(HmacKind kind) {
        this(describe().needs(new Need.Verifier(kind)), kind);
    }

    private HmacMechanism(MechanismInfo.Builder description, HmacKind kind) {
        this.info = description.build();
        this.kind = kind;
    }

    static MechanismInfo.Builder describe() {
        return describe("X-HMAC");
    }

    static MechanismInfo.Builder describe(String name) {
        return MechanismInfo.named(name)
                .traits(Trait.MUTUAL, Trait.DICTIONARY_ATTACKABLE)
                .maxMessage(1024)
                .maxRounds(2)
                .needs(new Need.Verifier(new HmacKind()));
    }

    record Greeting(String authorizationId, String authenticationId, byte[] octets) {}

    @Override
    public MechanismInfo info() {
        return info;
    }

    @Override
    public ServerStep start(ServerContext context, byte[] initialResponse) {
        String text = Utf8.decode(initialResponse);
        String[] parts = text == null ? new String[0] : text.split("\0", -1);
        return parts.length != 3 || parts[1].isEmpty() || parts[2].length() != 2 * NONCE
                ? malformed("not [authzid] NUL authcid NUL nonce")
                : greeted(context, new Greeting(parts[0], parts[1], initialResponse));
    }

    ServerStep greeted(ServerContext context, Greeting greeting) {
        return ask(
                new FindVerifier<>(greeting.authenticationId(), "", kind),
                verifier -> challenge(context, greeting, verifier));
    }

    ServerStep challenge(ServerContext context, Greeting greeting, HmacVerifier verifier) {
        byte[] challenge = join(verifier.salt(), nonce(context.seams()));
        Transcript transcript = new Transcript(greeting.octets(), challenge);
        return ServerStep.challenge(challenge, proof -> verify(greeting, transcript, verifier, proof));
    }

    ServerStep verify(Greeting greeting, Transcript transcript, HmacVerifier verifier, byte[] proof) {
        if (proof.length != HmacVerifier.KEY) {
            return malformed("proof");
        }
        return matches(transcript.clientProof(verifier.key()), proof)
                ? proved(greeting, transcript, verifier)
                : rejected("proof");
    }

    boolean matches(byte[] expected, byte[] proof) {
        return MessageDigest.isEqual(expected, proof);
    }

    ServerStep.Success proved(Greeting greeting, Transcript transcript, HmacVerifier verifier) {
        return ServerStep.success(greeting.authenticationId(), greeting.authorizationId())
                .finalData(transcript.serverProof(verifier.key()));
    }

    byte[] nonce(Seams seams) {
        byte[] nonce = new byte[NONCE];
        seams.fillNonce(nonce);
        return nonce;
    }

    @Override
    public ClientStep start(ClientContext context) {
        return ClientStep.ask(
                new WhoAmI(), who -> ClientStep.ask(new Password(""), password -> greet(context, who, password)));
    }

    ClientStep greet(ClientContext context, Identities who, Secret password) {
        String authzid = who.authorizationId() == null ? "" : who.authorizationId();
        String authcid = who.authenticationId();
        if (authcid.isEmpty() || password.octets().length == 0 || (authzid + authcid).indexOf('\0') >= 0) {
            return ClientStep.rejected("these credentials can not be used");
        }
        String nonce = HexFormat.of().formatHex(nonce(context.seams()));
        byte[] greeting = Utf8.encode(authzid + "\0" + authcid + "\0" + nonce);
        return ClientStep.respond(greeting, challenge -> prove(password, greeting, challenge));
    }

    ClientStep prove(Secret password, byte[] greeting, byte[] challenge) {
        if (challenge.length != CHALLENGE) {
            return ClientStep.malformed("challenge");
        }
        byte[] key = kind.key(password.octets(), Arrays.copyOf(challenge, HmacVerifier.SALT));
        Transcript transcript = new Transcript(greeting, challenge);
        return proof(transcript.clientProof(key), transcript.serverProof(key), key);
    }

    ClientStep proof(byte[] mine, byte[] theirs, byte[] key) {
        return ClientStep.respond(
                mine, proof -> MessageDigest.isEqual(theirs, proof) ? believe(key) : ClientStep.rejected("proof"));
    }

    ClientStep believe(byte[] key) {
        return ClientStep.last(new byte[0]);
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
