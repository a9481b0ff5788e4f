package org.countersign.app.server;

import java.util.Locale;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.TlsFacts;
import org.countersign.sasl.server.Attempt;
import org.countersign.sasl.server.AuditEvent;
import org.jspecify.annotations.Nullable;

/** One line for each attempt to authenticate, of {@code key=value}; without secrets (SEC-07). */
@ThreadSafe
public final class AuditLine {
    private static final double NANOS_PER_MILLI = 1e6;

    private AuditLine() {}

    /** The line, without line break. Text that clients have sent stands in quotes, with backslashes before quotes. */
    public static String of(AuditEvent event) {
        Attempt attempt = event.attempt();
        TlsFacts tls = attempt.facts().tls();
        StringBuilder line = new StringBuilder("auth mechanism=").append(attempt.mechanism());
        line.append(" user=").append(quoted(event.user()));
        if (!event.authorizationId().isEmpty() && !event.authorizationId().equals(event.user())) {
            line.append(" as=").append(quoted(event.authorizationId()));
        }
        line.append(" peer=").append(attempt.facts().peerAddress());
        line.append(" tls=").append(tls == null ? "none" : tls.version());
        line.append(" outcome=").append(event.success() ? "success" : word(event.wire()));
        if (event.cause() != event.wire()) {
            line.append(" cause=").append(word(event.cause()));
        }
        if (!event.detail().isEmpty()) {
            line.append(" detail=").append(quoted(event.detail()));
        }
        return line.append(String.format(
                        Locale.ROOT, " duration_ms=%.1f", event.took().toNanos() / NANOS_PER_MILLI))
                .toString();
    }

    private static String word(@Nullable FailureKind kind) {
        return kind == null ? "none" : kind.name().toLowerCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
