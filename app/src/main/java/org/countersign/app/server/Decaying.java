package org.countersign.app.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import net.jcip.annotations.ThreadSafe;

/** How often something happened lately, by key: every so often one is forgotten, and of too many keys the one longest unused. */
@ThreadSafe
final class Decaying {
    private final int mostKeys;
    private final long forgetsNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true);

    /** @param since when the first of them began to be forgotten */
    private record Count(int value, long since) {}

    Decaying(int mostKeys, long forgetsNanos, LongSupplier nanoTime) {
        this.mostKeys = mostKeys;
        this.forgetsNanos = forgetsNanos;
        this.nanoTime = nanoTime;
    }

    /** One more; with it, how many. */
    synchronized int add(String key) {
        Count now = current(key);
        counts.put(key, new Count(now.value + 1, now.since));
        if (counts.size() > mostKeys) {
            counts.remove(counts.keySet().iterator().next());
        }
        return now.value + 1;
    }

    synchronized int count(String key) {
        return current(key).value;
    }

    private Count current(String key) {
        long now = nanoTime.getAsLong();
        Count then = counts.getOrDefault(key, new Count(0, now));
        long forgotten = (now - then.since) / forgetsNanos;
        return forgotten >= then.value
                ? new Count(0, now)
                : new Count(then.value - (int) forgotten, then.since + forgotten * forgetsNanos);
    }
}
