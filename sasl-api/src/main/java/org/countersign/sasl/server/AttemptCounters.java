package org.countersign.sasl.server;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import net.jcip.annotations.Immutable;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts by mechanism and outcome, for {@link ServerSide.Builder#audit}, alone or {@link #andThen} with another
 * listener. There are never more counts than mechanisms of the server times outcomes: nothing that a client chooses is a
 * key.
 */
@ThreadSafe
public final class AttemptCounters implements Consumer<AuditEvent> {
    private static final Comparator<Count> ORDER = Comparator.comparing(Count::mechanism)
            .thenComparing(Count::cause, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    /** Counters for one server. */
    public AttemptCounters() {}

    private record Key(String mechanism, @Nullable FailureKind cause) {}

    /**
     * How often attempts with a mechanism have ended in a way.
     *
     * @param cause what really happened, as in {@link AuditEvent#cause}; null for success
     * @param attempts since the counters were made; 1 or more
     */
    @Immutable
    public record Count(String mechanism, @Nullable FailureKind cause, long attempts) {
        public Count {
            Objects.requireNonNull(mechanism, "mechanism");
        }
    }

    @Override
    public void accept(AuditEvent event) {
        counts.computeIfAbsent(new Key(event.attempt().mechanism(), event.cause()), key -> new LongAdder())
                .increment();
    }

    /** What has been counted, by mechanism and with successes first; one that has not happened is left out. */
    public List<Count> snapshot() {
        return counts.entrySet().stream()
                .map(counted -> new Count(
                        counted.getKey().mechanism(),
                        counted.getKey().cause(),
                        counted.getValue().sum()))
                .filter(count -> count.attempts() > 0)
                .sorted(ORDER)
                .toList();
    }
}
