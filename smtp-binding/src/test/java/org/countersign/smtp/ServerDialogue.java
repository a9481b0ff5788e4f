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
import org.countersign.sasl.MechanismProvider;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.SaslPolicy;
import org.countersign.sasl.server.ServerSide;

/**
 * Plays the client of a dialogue against a server. Lines of the client that follow each other are pipelined. What happens:
 * {@code ! mechanisms}, {@code ! allow} (in clear), {@code ! extensions}, {@code ! no authentication required}; and
 * {@code ! TLS}, before the first line or after the reply to STARTTLS.
 */
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
    private boolean authenticationRequired = true;
    private boolean tls;
    private EventLoopServer server;

    private ServerDialogue(Manner manner) {
        this.manner = manner;
    }

    static void play(String file) throws Exception {
        for (Manner manner : Manner.values()) {
            new ServerDialogue(manner).play(Dialogue.read(file));
        }
    }

    private void play(Dialogue dialogue) throws Exception {
        StringBuilder sent = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (Dialogue.Step step : dialogue.steps()) {
            if (step.kind() != 'S' && !expected.isEmpty()) {
                exchange(sent, expected);
            }
            switch (step.kind()) {
                case 'C' -> sent.append(step.text()).append("\r\n");
                case 'S' -> expected.append(step.text()).append("\r\n");
                default -> happens(step.text());
            }
        }
        exchange(sent, expected);
    }

    private void exchange(StringBuilder sent, StringBuilder expected) throws Exception {
        if (server == null) {
            server = server();
        }
        byte[] octets = Fixtures.octets(sent.toString());
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
        assertThat(output.toString(StandardCharsets.UTF_8))
                .as("after %s (%s)", sent, manner)
                .isEqualTo(expected.toString());
        output.reset();
        sent.setLength(0);
        expected.setLength(0);
    }

    private void happens(String what) {
        String[] words = what.split(" ");
        String[] arguments = Arrays.copyOfRange(words, 1, words.length);
        switch (words[0]) {
            case "mechanisms" -> mechanisms = arguments;
            case "allow" -> allowed = arguments;
            case "extensions" -> {
                extensions.clear();
                extensions.addAll(List.of(arguments));
            }
            case "no" -> authenticationRequired = false;
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
                .gate(
                        authenticationRequired
                                ? SubmissionGate.required()
                                : SubmissionGate.optional(List.of("example.com")))
                .submitterTrust((client, mailbox) -> mailbox.endsWith("@example.com"))
                .build()
                .session(tls ? Fixtures.tls() : Fixtures.clear(), Runnable::run);
        return new EventLoopServer(session, extensions, output::writeBytes);
    }

    private static MechanismProvider mechanism(String name, int rank) {
        return switch (name) {
            case "PLAIN", "LOGIN" -> Fixtures.mechanism(name);
            case "CRAM-MD5" -> new TestMechanisms.ExampleCram();
            case "X-MUTUAL" -> new TestMechanisms.Mutual();
            case "X-CONCEDE" -> new TestMechanisms.Conceding();
            // for lists as the RFC has them
            default -> new TestMechanisms.Named(name, rank);
        };
    }

    private CompletableFuture<Optional<Account>> findLater(String user, String realm) {
        CompletableFuture<Optional<Account>> answer = new CompletableFuture<>();
        lateAnswers.add(() -> Fixtures.USERS.find(user, realm).thenAccept(answer::complete));
        return answer;
    }
}
