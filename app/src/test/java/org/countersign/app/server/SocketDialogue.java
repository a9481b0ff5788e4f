package org.countersign.app.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.countersign.app.Endpoint;
import org.countersign.app.tls.SelfSignedCertificate;
import org.countersign.app.tls.ServerTls;
import org.countersign.dialogues.Dialogue;
import org.countersign.dialogues.ExampleMechanisms;
import org.countersign.dialogues.Matrix;
import org.countersign.dialogues.Reply;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.Mechanism;
import org.countersign.sasl.MechanismProvider;
import org.countersign.sasl.server.Directory;
import org.countersign.smtp.OwnMailboxes;
import org.countersign.smtp.SubmissionGate;

/** Plays the client of dialogues with a server behind a socket, whose directory answers from another thread. */
final class SocketDialogue implements AutoCloseable {
    private static final SelfSignedCertificate OWN = SelfSignedCertificate.forLocalhost();
    /** One for all, so that handshakes are resumed. */
    private static final SSLContext TRUSTING = trusting();

    private static final Directory USERS = Directory.of(ExampleMechanisms.users());

    private final SubmissionServer server;
    private final boolean tlsFirst;

    /** A server as these events have it. */
    private SocketDialogue(List<String> events) throws IOException {
        String[] mechanisms = arguments(events, "mechanisms", "PLAIN", "LOGIN");
        String[] local = arguments(events, "optional");
        this.tlsFirst = events.contains("TLS");
        ServerOptions options = Servers.options(
                        (user, realm) -> CompletableFuture.supplyAsync(() -> USERS.find(user, realm))
                                .thenCompose(Function.identity()))
                .hostname("smtp.example.com")
                .listen(tlsFirst ? new Endpoint[0] : new Endpoint[] {Servers.ANY_PORT})
                .submissions(tlsFirst ? new Endpoint[] {Servers.ANY_PORT} : new Endpoint[0])
                .tls(ServerTls.of(OWN))
                .allowCleartext(arguments(events, "allow").length > 0)
                .gate(local.length == 0 ? SubmissionGate.required() : SubmissionGate.optional(List.of(local)))
                .mailboxes(OwnMailboxes.in("example.com"))
                .build();
        this.server = SubmissionServer.start(options, catalogue(mechanisms));
    }

    /** How the client's octets come. */
    enum Manner {
        AT_ONCE,
        OCTET_BY_OCTET
    }

    /** Plays a dialogue; at its end the server has nothing more to say. */
    static void play(Dialogue dialogue, Manner manner) throws Exception {
        List<Dialogue.Turn> turns = dialogue.turns();
        try (SocketDialogue with = new SocketDialogue(turns.get(0).events());
                RawClient client = with.connect()) {
            for (Dialogue.Turn turn : turns) {
                if (turn != turns.get(0) && turn.events().contains("TLS")) {
                    client.handshake(TRUSTING);
                }
                say(client, turn.client(), manner);
                if (turn.halfClose()) {
                    client.closeOutput();
                }
                for (Reply expected : turn.server()) {
                    Reply sent = reply(client);
                    assertThat(expected.inOtherWords().allows(sent))
                            .as("%s instead of %s", sent, expected)
                            .isTrue();
                }
            }
            client.closeOutput();
            assertThat(client.isClosed()).isTrue();
        }
    }

    /** Plays each cell of a matrix on a connection of its own. */
    static SocketDialogue with(Matrix matrix) throws IOException {
        return new SocketDialogue(matrix.events());
    }

    /** Plays a cell. */
    void play(Matrix.Cell cell) throws Exception {
        try (RawClient client = connect()) {
            for (String line : cell.before()) {
                client.command(line);
            }
            client.send(cell.command() + "\r\n");

            assertThat(reply(client).code()).isEqualTo(cell.code());
        }
    }

    private RawClient connect() throws IOException {
        RawClient client = RawClient.connect(server);
        if (tlsFirst) {
            client.handshake(TRUSTING);
        }
        assertThat(client.reply()).startsWith("220 smtp.example.com ");
        return client;
    }

    private static SSLContext trusting() {
        try {
            return ClientTls.trusting(OWN);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(RawClient client, String lines, Manner manner) throws IOException {
        byte[] octets = lines.getBytes(ISO_8859_1);
        int step = manner == Manner.AT_ONCE ? Math.max(1, octets.length) : 1;
        for (int from = 0; from < octets.length; from += step) {
            client.send(Arrays.copyOfRange(octets, from, from + step));
        }
    }

    private static Reply reply(RawClient client) throws IOException {
        return new Reply(List.of(client.reply().split("\n")));
    }

    /** What stands behind a word. */
    private static String[] arguments(List<String> events, String word, String... otherwise) {
        return events.stream()
                .map(event -> event.split(" "))
                .filter(words -> words[0].equals(word))
                .findFirst()
                .map(words -> Arrays.copyOfRange(words, 1, words.length))
                .orElse(otherwise);
    }

    private static Catalogue catalogue(String... names) {
        Catalogue real = Mechanisms.named(List.of("PLAIN", "LOGIN"));
        List<Mechanism> mechanisms = new ArrayList<>();
        for (String name : names) {
            int rank = 100 - mechanisms.size();
            mechanisms.add(ExampleMechanisms.named(name, rank)
                    .orElseGet(() -> real.find(name).orElseThrow()));
        }
        return Catalogue.of(mechanisms.toArray(MechanismProvider[]::new));
    }

    @Override
    public void close() {
        server.close();
    }
}
