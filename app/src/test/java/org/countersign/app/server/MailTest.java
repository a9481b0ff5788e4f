package org.countersign.app.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class MailTest {
    private static final String ENVELOPE = "MAIL FROM:<tim@client.example>\r\nRCPT TO:<ada@server.example>\r\nDATA\r\n";

    @TempDir
    private Path maildir;

    private SubmissionServer server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        server = SubmissionServer.start(Servers.options()
                .allowCleartext(true)
                .maildir(maildir)
                .messageLimit(1 << 20)
                .build());
        client = RawClient.authenticated(server);
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        server.close();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private List<String> stored() throws IOException {
        List<Path> files = files(maildir.resolve("new"));
        return files.stream()
                .map(file -> {
                    try {
                        return Files.readString(file, ISO_8859_1);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private void envelope() throws IOException {
        client.send(ENVELOPE);
        assertThat(client.reply()).startsWith("250 2.1.0 ");
        assertThat(client.reply()).startsWith("250 2.1.5 ");
        assertThat(client.reply()).isEqualTo("354 End data with <CR><LF>.<CR><LF>");
    }

    @Test
    @Requirement({"TRACE-01", "SMTP-35"})
    void keepsAMessageWithItsTrace_TRACE01_SMTP35() throws IOException {
        envelope();
        String reply = client.command("Subject: x\r\n\r\n..dot\r\n\u00e9\u0000\u00ff\r\n.");

        assertThat(reply).matches("250 2\\.0\\.0 Accepted as [0-9a-f]{16}");
        String id = reply.substring(reply.length() - 16);
        assertThat(stored()).singleElement().satisfies(message -> {
            assertThat(message)
                    .startsWith("Return-Path: <tim@client.example>\r\n"
                            + "X-Submitter: <>\r\n"
                            + "Received: from client.example ([127.0.0.1])\r\n"
                            + "\tby mail.example with ESMTPA id " + id + "\r\n"
                            + "\tfor <ada@server.example>;\r\n"
                            + "\t")
                    .endsWith(" +0000\r\nSubject: x\r\n\r\n.dot\r\n\u00e9\u0000\u00ff\r\n");
        });
    }

    @Test
    @Requirement("ESMTP-02")
    void commandsMayBePipelined_ESMTP02() throws IOException {
        client.send(ENVELOPE);
        for (String code : List.of("250", "250", "354")) {
            assertThat(client.reply()).startsWith(code + " ");
        }
        client.send("one\r\n.\r\n" + ENVELOPE);
        for (String code : List.of("250", "250", "250", "354")) {
            assertThat(client.reply()).startsWith(code + " ");
        }
        client.send("two\r\n.\r\nNOOP\r\nQUIT\r\nNOOP\r\n");
        for (String code : List.of("250", "250", "221")) {
            assertThat(client.reply()).startsWith(code + " ");
        }
        assertThat(client.isClosed()).isTrue();
        assertThat(stored())
                .hasSize(2)
                .anySatisfy(message -> assertThat(message).endsWith("\r\none\r\n"))
                .anySatisfy(message -> assertThat(message).endsWith("\r\ntwo\r\n"));
    }

    @Test
    void aClientMayCloseItsSideAtOnce() throws IOException {
        client.send(ENVELOPE + "one\r\n.\r\nQUIT\r\n");
        client.closeOutput();
        for (String code : List.of("250", "250", "354", "250", "221")) {
            assertThat(client.reply()).startsWith(code + " ");
        }
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void aLargeMessageStaysWhole() throws IOException {
        String text = ("0123456789".repeat(7) + "\r\n").repeat(10_000);
        envelope();
        assertThat(client.command(text + ".")).startsWith("250 ");
        assertThat(stored())
                .singleElement()
                .satisfies(
                        message -> assertThat(message.endsWith("\r\n" + text)).isTrue());
    }

    @Test
    void refusesAMessageThatIsTooLarge() throws IOException {
        assertThat(client.command("MAIL FROM:<> SIZE=1048577")).startsWith("552 5.3.4 ");
        envelope();
        assertThat(client.command("x".repeat(1 << 20) + "\r\n.")).startsWith("552 5.3.4 ");
        envelope();
        assertThat(client.command("x".repeat((1 << 20) - 2) + "\r\n.")).startsWith("250 ");
        assertThat(stored()).hasSize(1);
        assertThat(files(maildir.resolve("tmp"))).isEmpty();
    }

    /** What one server takes for the end of a message and another does not. */
    @ParameterizedTest
    @ValueSource(strings = {"\n.\n", "\r\n.\n", "\n.\r\n", "\r.\r", "\r\n.\r"})
    void nothingIsSmuggledBehindALoneCrOrLf(String end) throws IOException {
        envelope();
        client.send("Subject: x\r\n\r\nHello" + end + ENVELOPE + "smuggled\r\n.\r\n");

        assertThat(client.reply()).startsWith("554 5.5.2 ");

        assertThat(client.isClosed()).isTrue();
        server.close();
        assertThat(stored()).isEmpty();
        assertThat(files(maildir.resolve("tmp"))).isEmpty();
    }

    @Test
    void aMessageThatIsNotFinishedIsNotKept() throws IOException {
        envelope();
        client.send("x".repeat(1 << 18));
        client.close();
        server.close();
        assertThat(stored()).isEmpty();
        assertThat(files(maildir.resolve("tmp"))).isEmpty();
    }

    @Test
    void aMessageThatCanNotBeStoredIsNotAccepted() throws IOException {
        Files.delete(maildir.resolve("tmp"));
        envelope();
        assertThat(client.command("x\r\n.")).startsWith("451 4.3.0 ");
        Files.createDirectory(maildir.resolve("tmp"));
        envelope();
        assertThat(client.command("x\r\n.")).startsWith("250 ");
    }

    @ParameterizedTest
    @Requirement({"MA-04", "MA-05"})
    @CsvSource({"AUTH=<>,250", "AUTH=e+3Dmc2@example.com,250", "AUTH=e+3,501", "AUTH=nobody,501", "AUTH,501"})
    void takesTheAuthParameter_MA04_MA05(String parameter, int code) throws IOException {
        assertThat(client.command("MAIL FROM:<tim@example.com> " + parameter)).startsWith(code + " ");
        assertThat(client.command("RCPT TO:<a@b>")).startsWith(code == 250 ? "250 " : "503 ");
    }

    @Test
    @Requirement({"SUB-04", "ESMTP-03"})
    void hasTheExtensionsOfASubmissionServer_SUB04() throws IOException {
        assertThat(client.command("EHLO client.example").lines().map(line -> line.substring(4)))
                .contains("PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME");
        client.send("NOOP\r\nETRN client.example\r\nATRN\r\nNOOP\r\n");
        for (String reply : List.of("250 2.0.0 ", "500 5.5.1 ", "500 5.5.1 ", "250 2.0.0 ")) {
            assertThat(client.reply()).startsWith(reply); // one for each, in order
        }
    }

    @Test
    void ehloAndRsetEndATransaction() throws IOException {
        for (String reset : List.of("RSET", "EHLO client.example", "HELO client.example")) {
            assertThat(client.command("MAIL FROM:<>")).startsWith("250 ");
            assertThat(client.command(reset)).startsWith("250");
            assertThat(client.command("RCPT TO:<a@b>")).startsWith("503 ");
        }
    }

    @Test
    @Requirement("TRACE-03")
    void afterHeloItIsSmtpWithoutExtensions_TRACE03() throws IOException {
        assertThat(client.command("HELO other.example")).isEqualTo("250 mail.example");
        envelope();
        client.command(".");
        assertThat(stored())
                .singleElement()
                .satisfies(message ->
                        assertThat(message).contains("from other.example ", "by mail.example with SMTP id "));
    }

    @ParameterizedTest
    @CsvSource({
        "NOOP, 250 2.0.0",
        "noop with arguments, 250 2.0.0",
        "VRFY tim, 252 2.0.0",
        "VRFY, 501 5.5.4",
        "RSET now, 501 5.5.4",
        "QUIT now, 501 5.5.4",
        "DATA now, 501 5.5.4",
        "DATA, 503 5.5.1",
        "EHLO, 501 5.5.4",
        "EHLO a(b), 501 5.5.4",
        "HELO [127.0.0.1;], 501 5.5.4",
        "MAIL, 501 5.5.4",
        "MAIL FROM: <a@b>, 501 5.5.4",
        "RCPT TO:<a@b>, 503 5.5.1",
        "EXPN staff, 500 5.5.1",
        "TURN, 500 5.5.1",
        "'', 500 5.5.1"
    })
    void answersCommands(String command, String reply) throws IOException {
        assertThat(client.command(command)).startsWith(reply + " ");
        assertThat(client.command("EHLO [IPv6:::1]")).startsWith("250-mail.example");
    }

    /** It is answered at once, and the rest of the line is dropped. */
    @ParameterizedTest
    @ValueSource(strings = {"NOOP\n", "NO\rOP", "NO\u0000OP"})
    void refusesInputThatIsNoLine(String input) throws IOException {
        assertThat(client.send(input).reply()).startsWith("500 5.5.2 ");
        client.send("QUIT\r\n");
        assertThat(client.command("NOOP")).startsWith("250 ");
    }

    @Test
    @Requirement("SMTP-14")
    void refusesALineThatIsTooLong_SMTP14() throws IOException {
        assertThat(client.command("NOOP " + "x".repeat(100_000))).startsWith("500 5.5.6 ");
        assertThat(client.command("NOOP")).startsWith("250 ");
    }

    @Test
    void withoutAMaildirMailIsAcceptedAndDropped() throws IOException {
        try (SubmissionServer other = Servers.cleartext();
                RawClient sender = RawClient.authenticated(other)) {
            sender.send(ENVELOPE);
            sender.reply();
            sender.reply();
            sender.reply();
            assertThat(sender.command("x\r\n.")).startsWith("250 2.0.0 Accepted as ");
        }
    }
}
