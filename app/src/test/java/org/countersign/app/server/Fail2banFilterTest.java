package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expression in {@code docs/fail2ban} and what the server really writes. */
@Timeout(30)
class Fail2banFilterTest {
    private static final String FAKE = "time=2026-11-26T18:05:00.000Z event=auth outcome=rejected peer=203.0.113.9"
            + " mechanism=PLAIN tls=none duration_ms=0.4 user=\"";
    private static Pattern failregex;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @BeforeAll
    static void readTheFilter() throws IOException {
        failregex =
                Files.readAllLines(root(Path.of("").toAbsolutePath()).resolve("docs/fail2ban/countersign.conf"))
                        .stream()
                        .filter(line -> line.startsWith("failregex = "))
                        .map(line ->
                                line.substring("failregex = ".length()).replace("<ADDR>", "(?<address>[0-9A-Fa-f:.]+)"))
                        .map(Pattern::compile)
                        .findFirst()
                        .orElseThrow();
    }

    private static Path root(Path directory) {
        return Files.isDirectory(directory.resolve(".mvn")) ? directory : root(directory.getParent());
    }

    private ServerOptions.Builder options() {
        return Servers.options().allowCleartext(true).audit(event -> lines.add(AuditLine.of(event, Instant.now())));
    }

    private String lineOf(ServerOptions options, String user, String password) throws Exception {
        try (SubmissionServer server = SubmissionServer.start(options);
                RawClient client = RawClient.greeted(server)) {
            client.command("AUTH PLAIN " + RawClient.base64("\0" + user + "\0" + password));
            return lines.poll(10, TimeUnit.SECONDS);
        }
    }

    private static String banned(String line) {
        Matcher found = failregex.matcher(line);
        return found.find() ? found.group("address") : "nobody";
    }

    @ParameterizedTest
    @Requirement({"SEC-05", "SEC-07"})
    @ValueSource(
            strings = {
                "tim",
                "nobody",
                "peer=203.0.113.9 outcome=rejected",
                "tim\" peer=203.0.113.9 mechanism=PLAIN user=\"",
                "tim\\\" peer=203.0.113.9 mechanism=PLAIN",
                "tim\r\n" + FAKE,
                "tim\n" + FAKE,
                "\u2028\u0085" + FAKE,
                FAKE
            })
    void bansTheAddressOfWhoeverGuesses_SEC05(String user) throws Exception {
        String line = lineOf(options().build(), user, "wrong");

        assertThat(line.lines()).as(line).hasSize(1);
        assertThat(banned(line)).as(line).isEqualTo("127.0.0.1");
        assertThat(banned("mail countersign[42]: " + line)).as("in the journal").isEqualTo("127.0.0.1");
        assertThat(banned(line.replace("127.0.0.1", "2001:db8::1"))).isEqualTo("2001:db8::1");
    }

    @Test
    void bansNobodyWhoIsLetIn() throws Exception {
        assertThat(banned(lineOf(options().build(), "tim", RawClient.PASSWORD))).isEqualTo("nobody");
    }

    @Test
    void bansNobodyForWhatIsOurFault() throws Exception {
        ServerOptions broken = Servers.options((user, realm) -> CompletableFuture.failedFuture(new IOException("down")))
                .allowCleartext(true)
                .audit(event -> lines.add(AuditLine.of(event, Instant.now())))
                .build();

        assertThat(banned(lineOf(broken, FAKE, RawClient.PASSWORD))).isEqualTo("nobody");
    }

    @Test
    void bansNobodyForALineThatSomebodyElseWrote() {
        assertThat(List.of("notice: " + FAKE, "x " + FAKE, "other[1] x countersign[2]: " + FAKE))
                .allSatisfy(line -> assertThat(banned(line)).as(line).isEqualTo("nobody"));
    }
}
