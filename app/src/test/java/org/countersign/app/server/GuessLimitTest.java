package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.server.Attempt;
import org.countersign.sasl.server.AuditEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class GuessLimitTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final GuessLimit limit = new GuessLimit(5, now::get);

    private static Attempt attempt(String peer) {
        return new Attempt(
                "PLAIN",
                "tim",
                ConnectionFacts.of("smtp", "localhost").peerAddress(peer).build());
    }

    private boolean admitted(String peer) {
        return limit.admit(attempt(peer)).toCompletableFuture().join();
    }

    private CompletionStage<Void> guess(String peer, String user, FailureKind kind) {
        return limit.ended(new AuditEvent(attempt(peer), user, "", "", kind, kind, "", 0));
    }

    private void guesses(int count, String peer) {
        for (int i = 0; i < count; i++) {
            guess(peer, "user" + i, FailureKind.REJECTED);
        }
    }

    @Test
    @Requirement("SEC-05")
    void stopsAPeerThatGuesses_SEC05() {
        guesses(4, "192.0.2.1");
        assertThat(admitted("192.0.2.1")).isTrue();
        guesses(1, "192.0.2.1");
        assertThat(admitted("192.0.2.1")).isFalse();
        assertThat(admitted("192.0.2.2")).as("another").isTrue();

        now.addAndGet(TimeUnit.SECONDS.toNanos(30) - 1);
        assertThat(admitted("192.0.2.1")).isFalse();
        now.addAndGet(1);
        assertThat(admitted("192.0.2.1")).as("one guess more").isTrue();
        guesses(1, "192.0.2.1");
        assertThat(admitted("192.0.2.1")).isFalse();
    }

    @Test
    void takesANetworkOfIpv6ForOnePeer() {
        guesses(5, "2001:db8:1:2::3");

        assertThat(admitted("2001:db8:1:2:ffff::1")).isFalse();
        assertThat(admitted("2001:db8:1:3::3")).isTrue();
    }

    @Test
    void countsOnlyGuesses() {
        for (FailureKind kind : FailureKind.values()) {
            if (kind != FailureKind.REJECTED) {
                guess("192.0.2.1", "tim", kind);
            }
        }
        limit.ended(new AuditEvent(
                attempt("192.0.2.1"), "tim", "", "", FailureKind.REJECTED, FailureKind.TEMPORARY, "", 0));
        limit.ended(new AuditEvent(attempt("192.0.2.1"), "tim", "", "tim", null, null, "", 0));
        guesses(4, "192.0.2.1");

        assertThat(admitted("192.0.2.1")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 0", "4, 1000", "5, 2000", "6, 4000", "7, 4000", "1000000, 4000"})
    void slowsGuessesDown(int guessed, long millis) {
        assertThat(GuessLimit.delayMillis(guessed)).isEqualTo(millis);
    }

    @Test
    @Requirement({"SEC-04", "SEC-05"})
    void guessesAtAnAccountWaitWhereverTheyComeFrom_SEC05() {
        for (int i = 1; i <= 3; i++) {
            assertThat(guess("192.0.2." + i, "tim", FailureKind.REJECTED)).isCompleted();
        }
        assertThat(guess("192.0.2.4", "tim", FailureKind.REJECTED)).isNotCompleted();
        assertThat(guess("192.0.2.4", "ada", FailureKind.REJECTED)).isCompleted();
    }

    @Test
    @Requirement("SEC-08")
    void remembersSoManyAndNoMore_SEC08() {
        Decaying counts = new Decaying(2, 1000, now::get);
        counts.add("a");
        counts.add("b");
        assertThat(counts.count("a")).isEqualTo(1);

        counts.add("c");

        assertThat(counts.count("a")).as("used after b").isEqualTo(1);
        assertThat(counts.count("b")).isZero();
        assertThat(counts.count("c")).isEqualTo(1);
    }

    @Test
    @Requirement("SEC-05")
    void aServerAnswersThatItCanNotCheckNow_SEC05() throws IOException {
        ServerOptions options =
                Servers.options().allowCleartext(true).guesses(2).build();
        try (SubmissionServer server = SubmissionServer.start(options);
                RawClient client = RawClient.greeted(server)) {
            assertThat(client.command("AUTH PLAIN " + RawClient.plain("wrong"))).startsWith("535 ");
            assertThat(client.command("AUTH PLAIN " + RawClient.plain("wrong"))).startsWith("535 ");
            assertThat(client.command("AUTH PLAIN " + RawClient.plain(RawClient.PASSWORD)))
                    .startsWith("454 4.7.0 ");
        }
    }
}
