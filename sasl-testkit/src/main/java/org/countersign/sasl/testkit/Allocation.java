package org.countersign.sasl.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** How much memory a piece of work takes, where the JVM tells. */
final class Allocation {
    private Allocation() {}

    /** The octets that this thread allocates while it runs {@code work}. */
    static OptionalLong of(Runnable work) {
        OptionalLong before = soFar();
        work.run();
        OptionalLong after = soFar();
        return before.isPresent() && after.isPresent()
                ? OptionalLong.of(after.getAsLong() - before.getAsLong())
                : OptionalLong.empty();
    }

    private static OptionalLong soFar() {
        try {
            return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                            && threads.isThreadAllocatedMemoryEnabled()
                    ? OptionalLong.of(threads.getCurrentThreadAllocatedBytes())
                    : OptionalLong.empty();
        } catch (LinkageError | UnsupportedOperationException notThisJvm) {
            return OptionalLong.empty();
        }
    }
}
