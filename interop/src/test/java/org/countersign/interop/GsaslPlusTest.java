package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.interop.Exchanges.now;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.scram.ScramMechanisms;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;
import org.countersign.sasl.server.ServerExchange;
import org.countersign.sasl.server.ServerReply;
import org.countersign.sasl.server.ServerSide;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GNU SASL with channel binding over pipes: it asks for the octets of {@code tls-exporter}, so no TLS is needed. */
class GsaslPlusTest {
    private static final String PROMPT = "channel binding: ";
    private static final byte[] EXPORTED = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "0123456789abcdef0123456789abcdeF".getBytes(StandardCharsets.US_ASCII);
    private static final User USER = User.TIM;

    private static final Catalogue SCRAM = Catalogue.of(new ScramMechanisms());
    private static final ConnectionFacts FACTS = ConnectionFacts.of("smtp", Exchanges.HOST)
            .channelBindings(Set.of("tls-exporter"), type -> EXPORTED.clone())
            .build();

    private static Program stdbuf;

    @BeforeAll
    static void find() {
        Program.required("gsasl");
        stdbuf = Program.required("stdbuf");
    }

    @ParameterizedTest(name = "{0}, same channel {1}")
    @CsvSource({
        "SCRAM-SHA-1-PLUS, true",
        "SCRAM-SHA-1-PLUS, false",
        "SCRAM-SHA-256-PLUS, true",
        "SCRAM-SHA-256-PLUS, false"
    })
    @Requirement({"SCRAM-15", "CB-01"})
    void gsaslLogsInToUsOverItsOwnChannelOnly_SCRAM15(String mechanism, boolean same) throws Exception {
        Account account = Account.of(USER.id(), "{PLAIN}" + USER.password()).prepare(SCRAM.verifierKinds());
        ServerExchange server = ServerSide.with(SCRAM)
                .directory(Directory.of(List.of(account)))
                .build()
                .open(mechanism, FACTS, Runnable::run)
                .orElseThrow();
        try (Pipes gsasl = Pipes.of(mechanism, "--client", "--authentication-id=" + USER.id())) {
            gsasl.say(same ? EXPORTED : OTHER);
            gsasl.skipName();

            ServerReply reply = now(server.start(gsasl.message()));
            gsasl.say(((ServerReply.Challenge) reply).data());
            reply = now(server.respond(gsasl.message()));

            assertThat(reply instanceof ServerReply.Challenge).isEqualTo(same);
            if (reply instanceof ServerReply.Challenge proof) {
                gsasl.say(proof.data());
                assertThat(now(server.respond(new byte[0]))).isInstanceOf(ServerReply.Success.class);
            }
        }
    }

    @ParameterizedTest(name = "{0}, same channel {1}")
    @CsvSource({
        "SCRAM-SHA-1-PLUS, true",
        "SCRAM-SHA-1-PLUS, false",
        "SCRAM-SHA-256-PLUS, true",
        "SCRAM-SHA-256-PLUS, false"
    })
    @Requirement({"SCRAM-17", "SCRAM-18", "CB-01"})
    void weLogInToGsaslOverOurOwnChannelOnly_SCRAM18(String mechanism, boolean same) throws Exception {
        Credentials tim = Credentials.password(USER.id(), USER.password().toCharArray());
        ClientExchange client = ClientSide.with(SCRAM)
                .build()
                .open(mechanism, List.of(mechanism), FACTS, tim, Runnable::run)
                .orElseThrow();
        try (Pipes gsasl = Pipes.of(mechanism, "--server", "--iteration-count=4096")) {
            gsasl.skipName();
            gsasl.say(((ClientReply.Send) now(client.start())).data());
            gsasl.say(same ? EXPORTED : OTHER);
            gsasl.say(((ClientReply.Send) now(client.challenge(gsasl.message()))).data());
            byte[] proof = gsasl.message();

            assertThat(proof != null).isEqualTo(same);
            if (proof != null) {
                assertThat(((ClientReply.Send) now(client.challenge(proof))).data())
                        .isEmpty();
                assertThat(now(client.outcome(true, null))).isInstanceOf(ClientReply.Success.class);
            }
        }
    }

    /** A running gsasl; messages in Base64, one on a line. */
    private record Pipes(Process process, BufferedReader said, OutputStream told) implements AutoCloseable {

        static Pipes of(String mechanism, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of("-oL", "gsasl", "--quiet"));
            command.addAll(List.of("--mechanism=" + mechanism, "--password=" + USER.password()));
            command.addAll(List.of(arguments));
            Process process = stdbuf.process(command.toArray(String[]::new))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS).execute(process::destroyForcibly);
            return new Pipes(process, process.inputReader(StandardCharsets.US_ASCII), process.getOutputStream());
        }

        void say(byte[] message) throws IOException {
            told.write((Base64.getEncoder().encodeToString(message) + "\n").getBytes(StandardCharsets.US_ASCII));
            told.flush();
        }

        void skipName() throws IOException {
            line();
        }

        /** The next message; null if it gives up. */
        byte[] message() throws IOException {
            String line = line();
            return line == null ? null : Base64.getDecoder().decode(line);
        }

        /** The next line that is not empty, without the prompt in front of it. */
        private String line() throws IOException {
            String line = said.readLine();
            while (line != null && text(line).isEmpty()) {
                line = said.readLine();
            }
            return line == null ? null : text(line);
        }

        private static String text(String line) {
            int prompt = line.indexOf(PROMPT);
            return (prompt < 0 ? line : line.substring(prompt + PROMPT.length())).strip();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
