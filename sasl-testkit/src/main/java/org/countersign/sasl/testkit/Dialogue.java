package org.countersign.sasl.testkit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jcip.annotations.Immutable;
import net.jcip.annotations.NotThreadSafe;
import org.countersign.sasl.ClientQuestion.Identities;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.Seams;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Authenticated;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerReply;
import org.jspecify.annotations.Nullable;

/**
 * One exchange between a client and a server, from the first message to both outcomes: what was sent and how it ended. It is
 * held through the drivers that real bindings use, without a network, and repeats to the octet. {@code toString} shows all
 * messages, so it is for credentials that are nobody's.
 */
@Immutable
public final class Dialogue {
    /** What became of a security layer; both ends are probed with a message, then closed. */
    @Immutable
    public enum Layer {
        /** Neither side has one. */
        NONE,
        /** Authenticated octets, both ways. */
        INTEGRITY,
        /** Encrypted octets, both ways. */
        CONFIDENTIALITY,
        /** One side has one and the other not, or they do not understand each other. */
        BROKEN
    }

    private final String mechanism;
    private final List<Message> messages;
    private final @Nullable ServerReply server;
    private final ClientReply client;
    private final Layer layer;
    private final Recorder recorder;

    Dialogue(
            String mechanism,
            List<Message> messages,
            @Nullable ServerReply server,
            ClientReply client,
            Layer layer,
            Recorder recorder) {
        this.mechanism = mechanism;
        this.messages = List.copyOf(messages);
        this.server = server;
        this.client = client;
        this.layer = layer;
        this.recorder = recorder;
    }

    /** Collects how to hold a dialogue; see {@link Builder}. */
    public static Builder of(MechanismProfile profile) {
        return new Builder(profile);
    }

    /** All messages of both sides, in order, as they were sent. */
    public List<Message> messages() {
        return messages;
    }

    /** The messages of one side, in order. */
    public List<Message> messages(Side from) {
        return messages.stream().filter(message -> message.from() == from).toList();
    }

    /** Whether the server said success and the client believed it. */
    public boolean succeeds() {
        return authenticated().isPresent() && client instanceof ClientReply.Success;
    }

    /** Whom the server holds the client for; empty when it refused. */
    public Optional<Authenticated> authenticated() {
        return server instanceof ServerReply.Success success ? Optional.of(success.who()) : Optional.empty();
    }

    /** What the server told the client of its refusal; empty on success, and when it was never asked. */
    public Optional<FailureKind> refusal() {
        return server instanceof ServerReply.Failure failure ? Optional.of(failure.kind()) : Optional.empty();
    }

    /** Why the client failed: by itself, or because it was refused; empty when it believes that it is authenticated. */
    public Optional<FailureKind> clientFailure() {
        return client instanceof ClientReply.Failure failure ? Optional.of(failure.kind()) : Optional.empty();
    }

    /** The server's audit: one event, or none if the client gave up before its first message. */
    public Optional<AuditEvent> audit() {
        return recorder.audit.stream().findFirst();
    }

    /** The security layer that both outcomes agree on. */
    public Layer layer() {
        return layer;
    }

    Recorder recorder() {
        return recorder;
    }

    ClientReply client() {
        return client;
    }

    /** How it ended for both sides, in words. */
    String outcome() {
        String refused = audit().map(event -> event.cause() + " (" + event.detail() + ")")
                .orElse("was never asked");
        String believed = client instanceof ClientReply.Success ? "believes it" : client.toString();
        return "server: " + authenticated().map(Authenticated::toString).orElse(refused)
                + ", client: " + believed
                + ", layer: " + layer;
    }

    @Override
    public String toString() {
        String sent = messages.stream().map(message -> "  " + message + "\n").collect(Collectors.joining());
        return mechanism + "\n" + sent + "  " + outcome();
    }

    /**
     * Collects how to hold a dialogue. Defaults: the profile's right credentials, which ask to act as nobody else; a protocol
     * like SMTP, which carries initial responses but no data with success; nobody in between; nonces and a clock that are
     * always the same.
     */
    @NotThreadSafe
    public static final class Builder {
        final MechanismProfile profile;
        private Credentials credentials;
        private @Nullable String authorizationId;
        Directory directory;
        boolean carriesSuccessData;
        boolean carriesInitialResponse = true;
        Tampering tampering = Tampering.none();
        Seams clientSeams;
        Seams serverSeams;
        Answering clientAnswers = Answering.atOnce();
        Answering serverAnswers = Answering.atOnce();

        @Nullable
        FailureKind impatience;

        private Builder(MechanismProfile profile) {
            this.profile = profile;
            this.credentials = profile.right;
            this.directory = profile.accounts.usual();
            this.clientSeams = new DeterministicSeams(Side.CLIENT, 0);
            this.serverSeams = new DeterministicSeams(Side.SERVER, 0);
        }

        /** What the client has. */
        public Builder credentials(Credentials clients) {
            this.credentials = Objects.requireNonNull(clients, "clients");
            return this;
        }

        /** Whom the client asks to act as. */
        public Builder authorizationId(String whom) {
            this.authorizationId = Objects.requireNonNull(whom, "whom");
            return this;
        }

        /** The protocol's message of success has room for additional data (SASL-08). */
        public Builder carryingSuccessData() {
            this.carriesSuccessData = true;
            return this;
        }

        /** The protocol has no initial responses: a client that speaks first waits for an empty challenge (SASL-06). */
        public Builder withoutInitialResponse() {
            this.carriesInitialResponse = false;
            return this;
        }

        public Builder tampering(Tampering inBetween) {
            this.tampering = Objects.requireNonNull(inBetween, "inBetween");
            return this;
        }

        public Builder clientSeams(Seams seams) {
            this.clientSeams = Objects.requireNonNull(seams, "seams");
            return this;
        }

        public Builder serverSeams(Seams seams) {
            this.serverSeams = Objects.requireNonNull(seams, "seams");
            return this;
        }

        /** Other nonces on both sides, the same for the same number. */
        Builder seed(int number) {
            return clientSeams(new DeterministicSeams(Side.CLIENT, number))
                    .serverSeams(new DeterministicSeams(Side.SERVER, number));
        }

        Builder directory(Directory where) {
            this.directory = where;
            return this;
        }

        Builder clientAnswers(Answering how) {
            this.clientAnswers = how;
            return this;
        }

        Builder serverAnswers(Answering how) {
            this.serverAnswers = how;
            return this;
        }

        /** How an exchange that waits for an answer in vain is ended: ABORTED closes it, TIMED_OUT expires it. */
        Builder impatience(FailureKind end) {
            this.impatience = end;
            return this;
        }

        Credentials watched(Recorder recorder) {
            Identities given = credentials.identities();
            Identities asked =
                    authorizationId == null ? given : new Identities(given.authenticationId(), authorizationId);
            return new WatchedCredentials(credentials, asked, clientAnswers, recorder);
        }

        /** The dialogue before its first message. */
        Conversation open() {
            return new Conversation(this);
        }

        /**
         * Holds the dialogue.
         *
         * @throws AssertionError if a side does not offer the mechanism, does not reply, or exhausts the JVM
         */
        public Dialogue run() {
            try {
                Conversation conversation = open();
                conversation.finish();
                return conversation.end();
            } catch (VirtualMachineError e) {
                throw new AssertionError(profile.mechanism.info().name() + " exhausts the JVM", e);
            }
        }
    }
}
