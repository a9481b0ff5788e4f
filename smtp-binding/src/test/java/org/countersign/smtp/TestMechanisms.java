package org.countersign.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.countersign.sasl.ClientContext;
import org.countersign.sasl.ClientMechanism;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.ClientQuestion.WhoAmI;
import org.countersign.sasl.ClientStep;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.ClientNeed;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.Question.CheckPassword;
import org.countersign.sasl.Question.CheckToken;
import org.countersign.sasl.Question.Offload;
import org.countersign.sasl.Secret;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.ServerContext;
import org.countersign.sasl.ServerMechanism;
import org.countersign.sasl.ServerStep;
import org.countersign.sasl.client.Credentials;

/** Mechanisms in the shape of others, without their cryptography. */
final class TestMechanisms {
    private TestMechanisms() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.US_ASCII);
    }

    /** A token of somebody, in one message. */
    record Token() implements ServerMechanism {
        private static final MechanismInfo INFO =
                MechanismInfo.named("X-TOKEN").needs(new Need.Tokens()).build();

        @Override
        public MechanismInfo info() {
            return INFO;
        }

        @Override
        public ServerStep start(ServerContext context, byte[] token) {
            return ServerStep.ask(
                    new CheckToken("tim", Secret.owning(token.clone())), verdict -> ServerStep.rejected("any token"));
        }
    }

    /** Work that takes its time. */
    record Work() implements ServerMechanism {
        private static final MechanismInfo INFO =
                MechanismInfo.named("X-WORK").needs(new Need.Workers()).build();

        @Override
        public MechanismInfo info() {
            return INFO;
        }

        @Override
        public ServerStep start(ServerContext context, byte[] user) {
            return ServerStep.ask(new Offload<>(() -> text(user)), ServerStep::success);
        }
    }

    /** Nobody in particular. */
    record Anonymous() implements ServerMechanism {
        private static final MechanismInfo INFO = MechanismInfo.named("ANONYMOUS")
                .traits(MechanismInfo.Trait.ANONYMOUS)
                .build();

        @Override
        public MechanismInfo info() {
            return INFO;
        }

        @Override
        public ServerStep start(ServerContext context, byte[] trace) {
            return ServerStep.anonymous(text(trace));
        }
    }

    /** One message, and a security layer. */
    record Layered() implements ServerMechanism, ClientMechanism {
        private static final MechanismInfo INFO =
                MechanismInfo.named("X-LAYER").rank(80).build();

        @Override
        public MechanismInfo info() {
            return INFO;
        }

        @Override
        public ServerStep start(ServerContext context, byte[] user) {
            return ServerStep.success(text(user)).layer(new Mask());
        }

        @Override
        public ClientStep start(ClientContext context) {
            return ClientStep.ask(
                    new WhoAmI(),
                    who -> new ClientStep.Final(
                            ascii(who.authenticationId()), new Mask(), more -> ClientStep.malformed("more")));
        }
    }

    /** A security layer after a question, which may be answered at any time. */
    record LayeredLater(Mask layer) implements ServerMechanism {
        private static final MechanismInfo INFO =
                MechanismInfo.named("X-LATER").needs(new Need.Passwords()).build();

        @Override
        public MechanismInfo info() {
            return INFO;
        }

        @Override
        public ServerStep start(ServerContext context, byte[] user) {
            return ServerStep.ask(
                    new CheckPassword(text(user), Secret.owning(new byte[0])),
                    matches -> ServerStep.success(text(user)).layer(layer));
        }
    }

    /** Mutual authentication, and a layer that says that it encrypts. */
    record Encrypted() implements ClientMechanism {
        private static final MechanismInfo INFO = MechanismInfo.named("X-ENCRYPTED")
                .traits(MechanismInfo.Trait.MUTUAL)
                .rank(85)
                .build();

        @Override
        public MechanismInfo info() {
            return INFO;
        }

        @Override
        public ClientStep start(ClientContext context) {
            return new ClientStep.Final(new byte[0], new Mask(true), more -> ClientStep.malformed("more"));
        }
    }

    /** Whatever a mechanism needs: user {@code tim}, password {@code x}. */
    record Everything() implements Credentials {
        @Override
        public Identities identities() {
            return new Identities("tim", null);
        }

        @Override
        public boolean has(ClientNeed need) {
            return true;
        }

        @Override
        public CompletionStage<Secret> password(String realm) {
            return CompletableFuture.completedStage(Secret.utf8(new char[] {'x'}));
        }

        @Override
        public CompletionStage<Secret> token() {
            return password("");
        }
    }

    /** Waits for a challenge of up to 20000 octets. */
    record Patient() implements ClientMechanism {
        private static final MechanismInfo INFO = MechanismInfo.named("X-PATIENT")
                .firstMover(FirstMover.SERVER)
                .maxMessage(20000)
                .build();

        @Override
        public MechanismInfo info() {
            return INFO;
        }

        @Override
        public ClientStep start(ClientContext context) {
            return ClientStep.waitForChallenge(challenge -> ClientStep.last(new byte[0]));
        }
    }

    /** Protects nothing, but what it protects can not be read as it is. */
    static final class Mask implements SecurityLayer {
        private static final int MASK = 0x5a;

        private final boolean confidential;
        private volatile boolean closed;

        Mask() {
            this(false);
        }

        Mask(boolean confidential) {
            this.confidential = confidential;
        }

        boolean isClosed() {
            return closed;
        }

        @Override
        public boolean confidential() {
            return confidential;
        }

        @Override
        public int maxPlain() {
            return 64;
        }

        @Override
        public int maxReceive() {
            return 64;
        }

        @Override
        public byte[] wrap(byte[] plain, int offset, int length) throws LayerException {
            if (closed) {
                throw new LayerException("closed");
            }
            byte[] masked = Arrays.copyOfRange(plain, offset, offset + length);
            for (int i = 0; i < length; i++) {
                masked[i] ^= MASK;
            }
            return masked;
        }

        @Override
        public byte[] unwrap(byte[] buffer) throws LayerException {
            return wrap(buffer, 0, buffer.length);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Takes messages of up to 20000 octets, and says how long they were. */
    record Large() implements ServerMechanism {
        private static final MechanismInfo INFO = MechanismInfo.named("X-LARGE")
                .firstMover(FirstMover.EITHER)
                .maxMessage(20000)
                .build();

        @Override
        public MechanismInfo info() {
            return INFO;
        }

        @Override
        public ServerStep start(ServerContext context, byte[] initialResponse) {
            return initialResponse == null
                    ? ServerStep.challenge(new byte[0], response -> ServerStep.success("octets-" + response.length))
                    : ServerStep.success("octets-" + initialResponse.length);
        }
    }
}
