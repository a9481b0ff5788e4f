package org.countersign.app.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.server.Attempt;
import org.countersign.sasl.server.AuditEvent;
import org.jspecify.annotations.Nullable;

/**
 * One line for each attempt to authenticate, of {@code key=value}; without secrets (SEC-07). Programs read it:
 * {@code docs/audit.md} says what stays as it is. What clients have sent comes last, behind all that decides.
 */
@ThreadSafe
public final class AuditLine {
    /** RFC 3339, in UTC. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final double NANOS_PER_TENTH = 1e5;

    private AuditLine() {}

    /** The line, without line break. */
    public static String of(AuditEvent event, Instant when) {
        Attempt attempt = event.attempt();
        TlsFacts tls = attempt.facts().tls();
        StringBuilder line = new StringBuilder("time=").append(TIME.format(when));
        line.append(" event=auth outcome=").append(event.success() ? "success" : word(event.wire()));
        if (event.cause() != event.wire()) {
            line.append(" cause=").append(word(event.cause()));
        }
        line.append(" peer=").append(attempt.facts().peerAddress());
        line.append(" mechanism=").append(attempt.mechanism());
        line.append(" tls=").append(tls == null ? "none" : tls.version());
        long tenths = Math.round(event.nanos() / NANOS_PER_TENTH);
        line.append(" duration_ms=").append(tenths / 10).append('.').append(tenths % 10);
        if (!event.detail().isEmpty()) {
            line.append(" detail=").append(quoted(event.detail()));
        }
        line.append(" user=").append(quoted(event.user()));
        if (!event.authorizationId().isEmpty() && !event.authorizationId().equals(event.user())) {
            line.append(" as=").append(quoted(event.authorizationId()));
        }
        if (!event.trace().isEmpty()) {
            line.append(" trace=").append(quoted(event.trace()));
        }
        return line.toString();
    }

    private static String word(@Nullable FailureKind kind) {
        return kind == null ? "none" : kind.name().toLowerCase(Locale.ROOT);
    }

    /** An event has no line breaks and nothing else that can not be printed. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
