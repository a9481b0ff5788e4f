package org.countersign.app.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.Catalogue;
import org.countersign.smtp.OwnMailboxes;
import org.countersign.smtp.SubmissionGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may send what, over a socket. */
@Timeout(30)
class SubmissionTest {
    private static final List<String> LOCAL = List.of("server.example");

    @TempDir
    private Path maildir;

    private SubmissionServer server(SubmissionGate gate) throws IOException {
        OwnMailboxes mailboxes =
                OwnMailboxes.in("server.example").withAliases(Map.of("tim", List.of("office@other.example")));
        return SubmissionServer.start(Servers.options()
                .allowCleartext(true)
                .gate(gate)
                .mailboxes(mailboxes)
                .maildir(maildir)
                .build());
    }

    @Test
    @Requirement("SUB-01")
    void whereAuthenticationIsOptionalOnlyLocalDomainsAreForEverybody_SUB01() throws IOException {
        try (SubmissionServer server = server(SubmissionGate.optional(LOCAL));
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("MAIL FROM:<anybody@client.example>")).startsWith("250 2.1.0 ");
            assertThat(client.command("RCPT TO:<ada@elsewhere.example>")).startsWith("550 5.7.1 ");
            assertThat(client.command("DATA")).startsWith("554 5.5.1 ");
            assertThat(client.command("RCPT TO:<ada@Server.Example>")).startsWith("250 2.1.5 ");
            assertThat(client.command("RCPT TO:<postmaster>")).startsWith("250 2.1.5 ");
            assertThat(client.command("DATA")).startsWith("354 ");
            assertThat(client.command("x\r\n.")).startsWith("250 ");

            client.command("AUTH PLAIN " + RawClient.plain(RawClient.PASSWORD));
            client.command("MAIL FROM:<tim@server.example>");
            assertThat(client.command("RCPT TO:<ada@elsewhere.example>")).startsWith("250 2.1.5 ");
        }
    }

    @Test
    @Requirement("ANON-04")
    void anAnonymousClientDoesNotRelay_ANON04() throws IOException {
        ServerOptions options =
                Servers.options().gate(SubmissionGate.required(LOCAL)).build();
        try (SubmissionServer server = SubmissionServer.start(options, Catalogue.of(new Nameless()));
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("AUTH X-NAMELESS =")).startsWith("235 ");
            assertThat(client.command("MAIL FROM:<who@client.example>")).startsWith("250 ");
            assertThat(client.command("RCPT TO:<ada@elsewhere.example>")).startsWith("550 5.7.1 ");
            assertThat(client.command("RCPT TO:<ada@server.example>")).startsWith("250 ");
        }
    }

    @ParameterizedTest
    @Requirement({"SUB-02", "SUB-03"})
    @CsvSource({
        "tim@server.example, 250 2.1.0",
        "TIM@SERVER.EXAMPLE, 250 2.1.0",
        "office@other.example, 250 2.1.0",
        "'', 250 2.1.0",
        "tim@other.example, 550 5.7.1",
        "ada@server.example, 550 5.7.1",
    })
    void sendsFromTheUsersOwnMailboxes_SUB02(String sender, String reply) throws IOException {
        try (SubmissionServer server = server(SubmissionGate.required());
                RawClient client = RawClient.authenticated(server)) {
            assertThat(client.command("MAIL FROM:<" + sender + ">")).startsWith(reply + " ");
            assertThat(client.command("RCPT TO:<a@b>")).startsWith(reply.startsWith("250") ? "250 " : "503 ");
            assertThat(client.command("RSET")).startsWith("250 ");
            assertThat(client.command("MAIL FROM:<tim@server.example>")).startsWith("250 ");
        }
    }

    @ParameterizedTest
    @Requirement({"MA-07", "MA-08", "MA-10"})
    @CsvSource({
        "'', <tim@server.example>",
        "' AUTH=tim@server.example', <tim@server.example>",
        "' AUTH=office@other.example', <office@other.example>",
        "' AUTH=ada@server.example', <>",
        "' AUTH=<>', <>",
    })
    void keepsWhoSubmittedTheMessage_MA08(String parameter, String submitter) throws IOException {
        try (SubmissionServer server = server(SubmissionGate.required());
                RawClient client = RawClient.authenticated(server)) {
            send(client, "MAIL FROM:<tim@server.example>" + parameter);
        }

        assertThat(stored()).startsWith("Return-Path: <tim@server.example>\r\nX-Submitter: " + submitter + "\r\n");
    }

    @ParameterizedTest
    @Requirement({"MA-05", "MA-08"})
    @ValueSource(strings = {" AUTH=tim@server.example", " AUTH=<>"})
    void believesNobodyWhoIsNotAuthenticated_MA08(String parameter) throws IOException {
        try (SubmissionServer server = server(SubmissionGate.optional(LOCAL));
                RawClient client = RawClient.greeted(server)) {
            send(client, "MAIL FROM:<tim@server.example>" + parameter);
        }

        assertThat(stored()).contains("\r\nX-Submitter: <>\r\n");
    }

    @Test
    void saysNothingOfASubmitterWhereThereIsNothingToSay() throws IOException {
        try (SubmissionServer server = server(SubmissionGate.optional(LOCAL));
                RawClient client = RawClient.greeted(server)) {
            send(client, "MAIL FROM:<tim@server.example>");
        }

        assertThat(stored()).doesNotContain("X-Submitter");
    }

    private static void send(RawClient client, String mail) throws IOException {
        assertThat(client.command(mail)).startsWith("250 ");
        assertThat(client.command("RCPT TO:<ada@server.example>")).startsWith("250 ");
        assertThat(client.command("DATA")).startsWith("354 ");
        assertThat(client.command("Subject: x\r\n\r\nx\r\n.")).startsWith("250 ");
    }

    private String stored() throws IOException {
        try (Stream<Path> files = Files.list(maildir.resolve("new"))) {
            return Files.readString(files.findFirst().orElseThrow(), ISO_8859_1);
        }
    }
}
