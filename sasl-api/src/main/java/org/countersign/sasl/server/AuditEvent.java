package org.countersign.sasl.server;

import java.time.Duration;
import java.util.Objects;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt ended: exactly one event for each attempt that was started, without secrets.
 *
 * @param user whom the client claimed to be, as text that can be printed: at most 256 characters, everything that is not
 *     a letter, mark, digit, punctuation, symbol or blank replaced by a question mark; empty when it named nobody
 * @param trace what a client that authenticated anonymously said of itself, unverified and sanitised alike; else empty
 * @param authorizationId whom it may act as on success, sanitised alike; else empty
 * @param wire what the client was told; null for success
 * @param cause what really happened, such as TEMPORARY for a refusal behind which a look-up failed; null for success
 * @param detail a fixed word or two of the mechanism or the driver; never quotes what was received
 * @param nanos how long it took, from the opening of the exchange on, in nanoseconds
 */
@Immutable
public record AuditEvent(
        Attempt attempt,
        String user,
        String trace,
        String authorizationId,
        @Nullable FailureKind wire,
        @Nullable FailureKind cause,
        String detail,
        long nanos) {
    private static final int LONGEST = 256;

    public AuditEvent {
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(detail, "detail");
        user = printable(user);
        trace = printable(trace);
        authorizationId = printable(authorizationId);
    }

    public boolean success() {
        return wire == null;
    }

    /** How long it took. */
    public Duration took() {
        return Duration.ofNanos(nanos);
    }

    private static String printable(String text) {
        return isPrintableAscii(text) ? text : replaced(text);
    }

    private static boolean isPrintableAscii(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static String replaced(String text) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), LONGEST));
        text.codePoints()
                .limit(LONGEST)
                .map(point -> isPrintable(point) ? point : '?')
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
