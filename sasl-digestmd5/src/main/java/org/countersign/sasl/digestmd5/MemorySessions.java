package org.countersign.sasl.digestmd5;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.jcip.annotations.GuardedBy;

/** The oldest first: what is too old, or too much, is at the beginning. */
final class MemorySessions implements SessionStore {
    private final int capacity;
    private final Duration lifetime;

    @GuardedBy("this")
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    MemorySessions(int capacity, Duration lifetime) {
        if (capacity < 1) {
            throw new IllegalArgumentException("not positive: " + capacity);
        }
        this.capacity = capacity;
        this.lifetime = lifetime;
    }

    @Override
    public Duration lifetime() {
        return lifetime;
    }

    @Override
    public synchronized Optional<Session> find(String key) {
        return Optional.ofNullable(sessions.get(key));
    }

    /** A session is known to be stale for one more lifetime; then it is forgotten. */
    @Override
    public synchronized void keep(String key, Session session) {
        sessions.remove(key);
        Instant forgotten = session.since().minus(lifetime.multipliedBy(2));
        Iterator<Session> oldest = sessions.values().iterator();
        while (oldest.hasNext()) {
            if (oldest.next().since().isAfter(forgotten) && sessions.size() < capacity) {
                break;
            }
            oldest.remove();
        }
        sessions.put(key, session);
    }

    @Override
    public synchronized boolean replace(String key, Session old, Session next) {
        return sessions.replace(key, old, next);
    }
}
