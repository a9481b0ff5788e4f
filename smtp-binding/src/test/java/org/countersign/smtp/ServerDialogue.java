package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.countersign.dialogues.Dialogue;
import org.countersign.dialogues.ExampleMechanisms;
import org.countersign.dialogues.Reply;
import org.countersign.sasl.MechanismProvider;
import org.countersign.sasl.SecurityLayer.LayerException;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.SaslPolicy;
import org.countersign.sasl.server.ServerSide;

/** Plays the client of a dialogue against a server; octets in, octets out. */
final class ServerDialogue {
    /** How the octets come, and the answers of the directory. */
    enum Manner {
        AT_ONCE,
        OCTET_BY_OCTET,
        DIRECTORY_ANSWERS_LATER
    }

    private final Manner manner;
    private final Queue<Runnable> lateAnswers = new ArrayDeque<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private String[] mechanisms = {"PLAIN", "LOGIN"};
    private String[] allowed = {};
    private List<String> extensions = new ArrayList<>();
    private SubmissionGate gate = SubmissionGate.required();
    private boolean tls;
    private EventLoopServer server;

    ServerDialogue(Manner manner) {
        this.manner = manner;
    }

    static void play(String name) throws Exception {
        play(Dialogue.read("server/" + name));
    }

    static void play(Dialogue dialogue) throws Exception {
        for (Manner manner : Manner.values()) {
            // octet by octet, nothing ever comes in the same packet as STARTTLS
            if (manner != Manner.OCTET_BY_OCTET || !dialogue.name().endsWith("pipelined-starttls")) {
                new ServerDialogue(manner).playAll(dialogue);
            }
        }
    }

    private void playAll(Dialogue dialogue) throws LayerException {
        for (Dialogue.Turn turn : dialogue.turns()) {
            turn.events().forEach(this::happens);
            List<Reply> replies = say(turn.client());
            assertThat(replies).as("after %s (%s)", turn.client(), manner).hasSameSizeAs(turn.server());
            for (int i = 0; i < replies.size(); i++) {
                assertThat(turn.server().get(i).allows(replies.get(i)))
                        .as(
                                "%s instead of %s (%s)",
                                replies.get(i), turn.server().get(i), manner)
                        .isTrue();
            }
        }
    }

    /** What the server answers to these lines, which come at once. */
    List<Reply> say(String lines) throws LayerException {
        if (server == null) {
            server = server();
        }
        byte[] octets = Fixtures.octets(lines);
        if (manner == Manner.OCTET_BY_OCTET) {
            for (byte octet : octets) {
                server.received(new byte[] {octet});
            }
        } else {
            server.received(octets);
        }
        while (!lateAnswers.isEmpty()) {
            lateAnswers.remove().run();
        }
        String sent = output.toString(StandardCharsets.UTF_8);
        output.reset();
        return sent.isEmpty() ? List.of() : Reply.split(List.of(sent.split("\r\n")));
    }

    /** What the file says of the server, or what happens. */
    void happens(String what) {
        String[] words = what.split(" ");
        String[] arguments = Arrays.copyOfRange(words, 1, words.length);
        switch (words[0]) {
            case "mechanisms" -> mechanisms = arguments;
            case "allow" -> allowed = arguments;
            case "extensions" -> {
                extensions.clear();
                extensions.addAll(List.of(arguments));
            }
            case "optional" -> gate = SubmissionGate.optional(List.of(arguments));
            case "TLS" -> startTls();
            default -> throw new IllegalArgumentException(what);
        }
    }

    private void startTls() {
        tls = true;
        if (server != null) {
            server.tlsStarted(Fixtures.tls());
        }
    }

    private EventLoopServer server() {
        MechanismProvider[] providers = IntStream.range(0, mechanisms.length)
                .mapToObj(i -> mechanism(mechanisms[i], 100 - i))
                .toArray(MechanismProvider[]::new);
        ServerSide sasl = Fixtures.sasl(providers)
                .policy(SaslPolicy.safe().alsoAllow(allowed))
                .directory(manner == Manner.DIRECTORY_ANSWERS_LATER ? this::findLater : Fixtures.USERS)
                .build();
        SmtpServerSession session = SmtpServerSide.with(sasl)
                .gate(gate)
                .senders(OwnMailboxes.in("example.com")::has)
                .build()
                .session(tls ? Fixtures.tls() : Fixtures.clear(), Runnable::run);
        return new EventLoopServer(session, extensions, output::writeBytes);
    }

    private static MechanismProvider mechanism(String name, int rank) {
        return ExampleMechanisms.named(name, rank).orElseGet(() -> Fixtures.mechanism(name));
    }

    private CompletableFuture<Optional<Account>> findLater(String user, String realm) {
        CompletableFuture<Optional<Account>> answer = new CompletableFuture<>();
        lateAnswers.add(() -> Fixtures.USERS.find(user, realm).thenAccept(answer::complete));
        return answer;
    }
}
