package org.countersign.benchmarks;

import java.security.MessageDigest;
import net.jcip.annotations.ThreadSafe;

/** Those who are compared do the same thing, or the comparison is void. */
@ThreadSafe
public final class Agreement {
    private Agreement() {}

    /**
     * Does nothing if all are equal.
     *
     * @throws IllegalStateException otherwise
     */
    public static void of(byte[]... results) {
        for (int i = 1; i < results.length; i++) {
            if (!MessageDigest.isEqual(results[0], results[i])) {
                throw new IllegalStateException("result " + i + " is another than result 0");
            }
        }
    }
}
