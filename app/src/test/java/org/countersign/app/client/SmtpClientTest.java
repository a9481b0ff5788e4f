package org.countersign.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.countersign.app.Endpoint;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.sasl.client.ClientPolicy;
import org.countersign.sasl.client.ClientSide;
import org.countersign.sasl.client.Credentials;
import org.countersign.sasl.plain.PlainMechanism;
import org.countersign.smtp.ClientAction;
import org.countersign.smtp.MailAuth;
import org.junit.jupiter.api.Test;

class SmtpClientTest {
    private static final ClientSide SASL = ClientSide.with(Catalogue.of(new PlainMechanism()))
            .policy(ClientPolicy.safe().allowCleartext())
            .build();
    private static final Credentials TIM = Credentials.password("tim", "tanstaaftanstaaf".toCharArray());

    private final List<String> transcript = new ArrayList<>();

    @Test
    @Requirement("TLS-08")
    void doesNotGoOnWithoutStarttls_TLS08() {
        try (ScriptedServer server = new ScriptedServer("220 ready", "250-here\r\n250 AUTH PLAIN")) {
            assertThatIOException()
                    .isThrownBy(() -> connect(server.address(), TlsMode.STARTTLS))
                    .withMessage("%s does not offer STARTTLS", server.address());
        }
    }

    @Test
    @Requirement("TLS-06")
    void refusesRepliesThatCameBeforeTls_TLS06() {
        String injected = "220 go ahead\r\n250-here\r\n250 AUTH PLAIN";
        try (ScriptedServer server = new ScriptedServer("220 ready", "250-here\r\n250 STARTTLS", injected)) {
            assertThatIOException()
                    .isThrownBy(() -> connect(server.address(), TlsMode.STARTTLS))
                    .withMessage("%s does not start TLS: 220 go ahead", server.address());
        }
    }

    @Test
    void tellsWhyAServerDoesNotWantToTalk() {
        try (ScriptedServer server = new ScriptedServer("554 5.7.1 go away")) {
            assertThatIOException()
                    .isThrownBy(() -> connect(server.address(), TlsMode.NONE))
                    .withMessage(
                            "%s said to the connection: 554 5.7.1 go away (the server rejects this connection or message"
                                    + " by a rule of its own: read its text, or ask its operator)",
                            server.address());
        }
    }

    @Test
    void refusesWhatIsNotSmtp() {
        try (ScriptedServer server = new ScriptedServer("SSH-2.0-OpenSSH_9.9")) {
            assertThatIOException()
                    .isThrownBy(() -> connect(server.address(), TlsMode.NONE))
                    .withMessageContaining("does not speak SMTP");
        }
    }

    @Test
    void tellsThatAConnectionIsLost() {
        try (ScriptedServer server = new ScriptedServer("220 ready")) {
            assertThatIOException()
                    .isThrownBy(() -> connect(server.address(), TlsMode.NONE))
                    .withMessage("lost %s: it closed the connection", server.address());
        }
    }

    @Test
    void givesUpOnAServerThatIsSilent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Server server = new Server(
                    new Endpoint(silent.getInetAddress().getHostAddress(), silent.getLocalPort()),
                    TlsMode.NONE,
                    ServerTrust.ofJava());

            assertThatIOException()
                    .isThrownBy(() -> SmtpClient.connect(server, SASL, Transcript.none(), Duration.ofSeconds(1)))
                    .withMessage("lost %s: no answer within 1 s", server);
        }
    }

    @Test
    void tellsThatNobodyListens() throws IOException {
        Endpoint nobody;
        try (ServerSocket closedSoon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new Endpoint(closedSoon.getInetAddress().getHostAddress(), closedSoon.getLocalPort());
        }

        assertThatIOException()
                .isThrownBy(() -> connect(nobody, TlsMode.NONE))
                .withMessageStartingWith("can not connect to " + nobody + ": ");
    }

    @Test
    @Requirement({"MA-07", "SEC-07"})
    void authenticatesAndSendsAMessage_MA07_SEC07() throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                "220 ready", "250-here\r\n250 AUTH PLAIN", "235 welcome", "250 a", "250 b", "354 c")) {
            try (SmtpClient client = connect(server.address(), TlsMode.NONE)) {
                assertThat(client.offered()).containsExactly("PLAIN");
                assertThat(client.authenticate("PLAIN", TIM)).isInstanceOf(ClientAction.Authenticated.class);
                assertThat(client.roundTrips()).isEqualTo(1);
                assertThatIOException() // the script ends there
                        .isThrownBy(() -> client.submit(
                                new MailAuth.Submitter("tim=1@example.org"),
                                "tim@example.org",
                                "tom@example.org",
                                List.of(".a line")))
                        .withMessageStartingWith("lost");
            }
            assertThat(server.said())
                    .containsSubsequence(
                            "EHLO [127.0.0.1]",
                            "AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm",
                            "MAIL FROM:<tim@example.org> AUTH=tim+3D1@example.org",
                            "RCPT TO:<tom@example.org>",
                            "DATA",
                            "..a line");
            assertThat(transcript).contains("C: AUTH PLAIN ***").noneMatch(line -> line.contains("AHRpb"));
        }
    }

    @Test
    void saysQuitToAServerThatListens() throws IOException {
        try (ScriptedServer server = new ScriptedServer("220 ready", "250 here", "221 bye")) {
            connect(server.address(), TlsMode.NONE).close();

            assertThat(server.said()).last().isEqualTo("QUIT");
        }
    }

    private SmtpClient connect(Endpoint address, TlsMode tls) throws IOException {
        return SmtpClient.connect(
                new Server(address, tls, ServerTrust.ofJava()), SASL, new Transcript(transcript::add));
    }
}
