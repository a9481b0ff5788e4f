package org.countersign.dialogues;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.server.Account;
import org.jspecify.annotations.Nullable;

/** The mechanisms and users of the dialogues, which have the shape of real ones without their cryptography. */
@Immutable
public final class ExampleMechanisms {
    private ExampleMechanisms() {}

    /** Whom the servers of the dialogues know. */
    public static List<Account> users() {
        return List.of(
                Account.of("tim", "{PLAIN}tanstaaftanstaaf"),
                Account.of("test", "{PLAIN}1234"),
                Account.of("rjs3", "{PLAIN}1234"));
    }

    /**
     * A mechanism of a dialogue; empty for PLAIN and LOGIN, which are the real ones.
     *
     * @param rank for those that are no more than a name
     */
    public static Optional<Mechanism> named(String name, int rank) {
        return switch (name) {
            case "PLAIN", "LOGIN" -> Optional.empty();
            case "CRAM-MD5" -> Optional.of(new ExampleCram());
            case "X-MUTUAL" -> Optional.of(new Mutual());
            case "X-CONCEDE" -> Optional.of(new Conceding());
            default -> Optional.of(new Named(name, rank));
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.US_ASCII);
    }

    /** A name, and success for everybody who sends a message: EXTERNAL, say. */
    public record Named(MechanismInfo info) implements ServerMechanism, ClientMechanism {
        public Named(String name, int rank) {
            this(MechanismInfo.named(name)
                    .rank(rank)
                    .maxRounds(1)
                    .clientNeed(ClientNeed.NOTHING)
                    .build());
        }

        @Override
        public boolean available(ConnectionFacts facts) {
            return !info.name().equals("EXTERNAL") || facts.tls() != null;
        }

        @Override
        public ServerStep start(ServerContext context, byte @Nullable [] initialResponse) {
            return ServerStep.success("fred");
        }

        @Override
        public ClientStep start(ClientContext context) {
            return ClientStep.last(new byte[0]);
        }
    }

    /** The shape of SCRAM: the server proves itself with data that SMTP can only send as one more challenge. */
    public record Mutual() implements ServerMechanism, ClientMechanism {
        private static final MechanismInfo INFO =
                MechanismInfo.named("X-MUTUAL").rank(70).build();

        @Override
        public MechanismInfo info() {
            return INFO;
        }

        @Override
        public ServerStep start(ServerContext context, byte @Nullable [] initialResponse) {
            byte[] user = Objects.requireNonNull(initialResponse, "initialResponse");
            return ServerStep.challenge(
                    ascii("salt"),
                    proof -> text(proof).equals("proof")
                            ? ServerStep.success(text(user)).finalData(ascii("verifier"))
                            : ServerStep.rejected("proof"));
        }

        @Override
        public ClientStep start(ClientContext context) {
            return ClientStep.ask(
                    new WhoAmI(),
                    who -> ClientStep.respond(
                            ascii(who.authenticationId()), salt -> ClientStep.respond(ascii("proof"), Mutual::verify)));
        }

        private static ClientStep verify(byte[] verifier) {
            return text(verifier).equals("verifier")
                    ? ClientStep.last(new byte[0])
                    : ClientStep.rejected("the server does not know me");
        }
    }

    /** The shape of OAUTHBEARER's refusal: what went wrong is a challenge, and the client concedes. */
    public record Conceding() implements ServerMechanism, ClientMechanism {
        private static final MechanismInfo INFO =
                MechanismInfo.named("X-CONCEDE").rank(60).build();

        @Override
        public MechanismInfo info() {
            return INFO;
        }

        @Override
        public ServerStep start(ServerContext context, byte @Nullable [] token) {
            return ServerStep.challenge(
                    ascii("{\"status\":\"invalid_token\"}"), dummy -> ServerStep.rejected("invalid_token"));
        }

        @Override
        public ClientStep start(ClientContext context) {
            return ClientStep.respond(ascii("token"), error -> new ClientStep.Concede(new byte[] {1}, error));
        }
    }

    /** CRAM-MD5 with the challenge and the password of the example in RFC 4954, section 4.1. */
    public record ExampleCram() implements ServerMechanism {
        private static final String CHALLENGE = "<4192942341.12828472@sourcefour.andrew.cmu.edu>";
        private static final MechanismInfo INFO = MechanismInfo.named("CRAM-MD5")
                .firstMover(FirstMover.SERVER)
                .rank(30)
                .build();

        @Override
        public MechanismInfo info() {
            return INFO;
        }

        @Override
        public ServerStep start(ServerContext context, byte @Nullable [] none) {
            return ServerStep.challenge(
                    ascii(CHALLENGE),
                    response -> text(response).equals("rjs3 " + digest())
                            ? ServerStep.success("rjs3")
                            : ServerStep.rejected("digest"));
        }

        private static String digest() throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(ascii("1234"), "HmacMD5"));
            return HexFormat.of().formatHex(mac.doFinal(ascii(CHALLENGE)));
        }
    }
}
