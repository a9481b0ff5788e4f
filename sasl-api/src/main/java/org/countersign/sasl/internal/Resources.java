package org.countersign.sasl.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import net.jcip.annotations.GuardedBy;
import net.jcip.annotations.ThreadSafe;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange owns: closed, last first, when its last user lets go. The exchange itself is one user, each piece of
 * work off the event loop another, so nothing is closed under work that still runs.
 */
@ThreadSafe
public final class Resources {
    /** What an exchange that has owned nothing has at its end: closes at once whatever comes late. */
    static final Resources RELEASED = new Resources();

    static {
        RELEASED.release();
    }

    @GuardedBy("this")
    private @Nullable Deque<AutoCloseable> owned; // most exchanges own nothing

    @GuardedBy("this")
    private int users = 1;

    /** Takes {@code resource} over; closes it at once if everything is closed already. */
    public <C extends AutoCloseable> C own(C resource) {
        boolean late;
        synchronized (this) {
            late = users <= 0;
            if (!late) {
                if (owned == null) {
                    owned = new ArrayDeque<>(4);
                }
                owned.push(resource);
            }
        }
        if (late) {
            close(resource);
        }
        return resource;
    }

    /** One more user, unless everything is closed already. */
    public synchronized void retain() {
        if (users > 0) {
            users++;
        }
    }

    /** One user less; the last one closes. */
    public void release() {
        @Nullable Deque<AutoCloseable> closing;
        synchronized (this) {
            if (--users > 0) {
                return;
            }
            closing = owned;
            owned = null;
        }
        if (closing != null) {
            closing.forEach(Resources::close);
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Throwable e) {
            // nobody is left who could do anything about it, and the others must be closed too
            System.getLogger(Resources.class.getName()).log(System.Logger.Level.DEBUG, "close failed", e);
        }
    }
}
