package org.countersign.sasl.digestmd5;

import java.time.Duration;
import java.util.Optional;
import net.jcip.annotations.ThreadSafe;

/**
 * Keeps what subsequent authentication needs (RFC 2831, section 2.2), on a server for all its users, on a client for all its
 * servers. Servers that share a store can continue each other's sessions. It may forget any session at any time.
 *
 * <p>Keys are made by the mechanism. The methods are called while a message is handled, so they must not block.
 */
@ThreadSafe
public interface SessionStore {

    /** How long a session may be continued; the store need not keep it much longer. */
    Duration lifetime();

    /** What is kept under this key, also when it is older than {@link #lifetime}. */
    Optional<Session> find(String key);

    /** Keeps a session instead of what was kept under this key. */
    void keep(String key, Session session);

    /** Replaces {@code old} by {@code next}, but only if it is still what is kept: of several callers one succeeds. */
    boolean replace(String key, Session old, Session next);

    /**
     * A store in memory.
     *
     * @param capacity how many sessions at most, 1 or more; the oldest goes when there are more
     */
    static SessionStore inMemory(int capacity, Duration lifetime) {
        return new MemorySessions(capacity, lifetime);
    }
}
