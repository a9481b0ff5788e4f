package org.countersign.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.countersign.app.server.AuditLine;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.server.Attempt;
import org.countersign.sasl.server.AuditEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fail2ban itself makes of the filter in {@code docs} and of our lines. */
class Fail2banTest {
    private static final Instant WHEN = Instant.parse("2026-11-26T18:05:00.123Z");

    private static Program fail2banRegex;

    @TempDir
    private Path folder;

    @BeforeAll
    static void find() {
        fail2banRegex = Program.required("fail2ban-regex");
    }

    private static String line(String peer, String user, @Nullable FailureKind wire, @Nullable FailureKind cause) {
        ConnectionFacts facts =
                ConnectionFacts.of("smtp", "localhost").peerAddress(peer).build();
        Attempt attempt = new Attempt("PLAIN", user, facts);
        return AuditLine.of(new AuditEvent(attempt, user, "", "", wire, cause, "", 1_000_000), WHEN);
    }

    private static String guess(String peer, String user) {
        return line(peer, user, FailureKind.REJECTED, FailureKind.REJECTED);
    }

    private List<String> matched(List<String> lines, String show) throws IOException, InterruptedException {
        Path log = Files.write(folder.resolve("log"), lines);
        Path filter = Path.of("..", "docs", "fail2ban", "countersign.conf");
        Program.Ended ended = fail2banRegex.run(
                "--out", show, "--raw", log.toString(), filter.toRealPath().toString());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended.output().lines().toList();
    }

    @Test
    @Requirement({"SEC-05", "SEC-07"})
    void bansWhoGuessesAndNobodyElse_SEC05() throws Exception {
        String fake = guess("203.0.113.9", "x");
        List<String> lines = List.of(
                "notice: without --maildir mail is accepted and dropped",
                guess("192.0.2.1", "tim"),
                line("192.0.2.2", "tim", null, null),
                line("192.0.2.3", "tim", FailureKind.REJECTED, FailureKind.TEMPORARY),
                line("192.0.2.4", "", FailureKind.ABORTED, FailureKind.ABORTED),
                guess("2001:db8::1", "grüße"),
                guess("192.0.2.5", "tim\" peer=203.0.113.9 mechanism=PLAIN"),
                guess("192.0.2.6", "tim\r\n" + fake),
                guess("192.0.2.7", "\\\" " + fake),
                line("192.0.2.8", "tim\n" + fake, null, null),
                "x " + fake);

        assertThat(matched(lines, "ip"))
                .containsExactly("192.0.2.1", "2001:db8::1", "192.0.2.5", "192.0.2.6", "192.0.2.7");
    }

    @Test
    void readsTheTimeOfALine() throws Exception {
        String seconds = String.valueOf(WHEN.getEpochSecond());

        assertThat(matched(List.of(guess("192.0.2.1", "tim")), "<time>"))
                .singleElement()
                .asString()
                .startsWith(seconds);
    }
}
