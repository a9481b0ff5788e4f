package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.server.Attempt;
import org.countersign.sasl.server.AuditEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditLineTest {
    private static final Instant WHEN = Instant.parse("2026-11-26T18:05:00Z");
    private static final long TOOK = 449_999;

    private static Attempt attempt(@Nullable TlsFacts tls) {
        return new Attempt(
                "PLAIN",
                "",
                ConnectionFacts.of("smtp", "localhost")
                        .peerAddress("127.0.0.1")
                        .tls(tls)
                        .build());
    }

    private static String line(
            @Nullable TlsFacts tls,
            String user,
            String as,
            @Nullable FailureKind wire,
            @Nullable FailureKind cause,
            String detail) {
        return AuditLine.of(new AuditEvent(attempt(tls), user, "", as, wire, cause, detail, TOOK), WHEN);
    }

    @Test
    void tellsOfASuccess() {
        TlsFacts tls = new TlsFacts("TLSv1.3", null, List.of(), false);

        assertThat(line(tls, "tim", "tim", null, null, ""))
                .isEqualTo("time=2026-11-26T18:05:00.000Z event=auth outcome=success peer=127.0.0.1 mechanism=PLAIN"
                        + " tls=TLSv1.3 duration_ms=0.4 user=\"tim\"");
    }

    @Test
    void tellsAsWhomAnotherMayAct() {
        assertThat(line(null, "tim", "office", null, null, ""))
                .endsWith(" tls=none duration_ms=0.4 user=\"tim\" as=\"office\"");
    }

    @Test
    void tellsTheDurationInTenthsOfAMillisecond() {
        AuditEvent event = new AuditEvent(attempt(null), "", "", "", null, null, "", 1_234_567_890L);

        assertThat(AuditLine.of(event, WHEN)).contains(" duration_ms=1234.6 ");
    }

    @Test
    @Requirement("ANON-03")
    void tellsTheTraceOfAnAnonymousClient_ANON03() {
        AuditEvent event = new AuditEvent(attempt(null), "", "si\"rhc\n", "", null, null, "", TOOK);

        assertThat(AuditLine.of(event, WHEN))
                .endsWith(" user=\"\" trace=\"si\\\"rhc?\"")
                .hasLineCount(1);
    }

    @Test
    void tellsWhatTheClientWasToldAndWhatIsTrue() {
        assertThat(line(null, "tim", "", FailureKind.REJECTED, FailureKind.TEMPORARY, "look-up failed"))
                .contains(" event=auth outcome=rejected cause=temporary peer=")
                .endsWith(" duration_ms=0.4 detail=\"look-up failed\" user=\"tim\"");
    }

    @Test
    void aCauseThatTheClientWasToldStandsOnce() {
        assertThat(line(null, "", "", FailureKind.TIMED_OUT, FailureKind.TIMED_OUT, ""))
                .contains(" outcome=timed_out peer=")
                .endsWith(" user=\"\"");
    }

    @Test
    @Requirement("SEC-07")
    void aUserCanNotForgeALine_SEC07() {
        String user = "tim\" outcome=success \\\r\nauth x=\"";

        assertThat(line(null, user, "", FailureKind.REJECTED, FailureKind.REJECTED, ""))
                .endsWith(" user=\"tim\\\" outcome=success \\\\??auth x=\\\"\"")
                .hasLineCount(1);
    }
}
