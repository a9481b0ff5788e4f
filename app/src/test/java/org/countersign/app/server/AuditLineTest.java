package org.countersign.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
    private static final Duration TOOK = Duration.ofNanos(449_999);

    private static Attempt attempt(@Nullable TlsFacts tls) {
        return new Attempt(
                "PLAIN",
                "",
                ConnectionFacts.of("smtp", "localhost")
                        .peerAddress("127.0.0.1")
                        .tls(tls)
                        .build());
    }

    @Test
    void tellsOfASuccess() {
        TlsFacts tls = new TlsFacts("TLSv1.3", null, List.of(), false);
        assertThat(AuditLine.of(new AuditEvent(attempt(tls), "tim", "tim", null, null, "", TOOK)))
                .isEqualTo(
                        "auth mechanism=PLAIN user=\"tim\" peer=127.0.0.1 tls=TLSv1.3 outcome=success duration_ms=0.4");
    }

    @Test
    void tellsAsWhomAnotherMayAct() {
        assertThat(AuditLine.of(new AuditEvent(attempt(null), "tim", "office", null, null, "", TOOK)))
                .contains(" user=\"tim\" as=\"office\" peer=127.0.0.1 tls=none ");
    }

    @Test
    void tellsWhatTheClientWasToldAndWhatIsTrue() {
        assertThat(AuditLine.of(new AuditEvent(
                        attempt(null), "tim", "", FailureKind.REJECTED, FailureKind.TEMPORARY, "look-up failed", TOOK)))
                .endsWith(" outcome=rejected cause=temporary detail=\"look-up failed\" duration_ms=0.4");
    }

    @Test
    void aCauseThatTheClientWasToldStandsOnce() {
        assertThat(AuditLine.of(
                        new AuditEvent(attempt(null), "", "", FailureKind.TIMED_OUT, FailureKind.TIMED_OUT, "", TOOK)))
                .contains(" user=\"\" ")
                .endsWith(" outcome=timed_out duration_ms=0.4");
    }

    @Test
    @Requirement("SEC-07")
    void aUserCanNotForgeALine_SEC07() {
        String user = "tim\" outcome=success \\\r\nauth x=\"";
        assertThat(AuditLine.of(
                        new AuditEvent(attempt(null), user, "", FailureKind.REJECTED, FailureKind.REJECTED, "", TOOK)))
                .contains(" user=\"tim\\\" outcome=success \\\\??auth x=\\\"\" peer=")
                .hasLineCount(1);
    }
}
