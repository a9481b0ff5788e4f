package org.countersign.benchmarks.report;

import java.util.Map;
import net.jcip.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * One benchmark's figure.
 *
 * @param operation what was done: the benchmark's class with its last package, such as {@code exchanges.CramMd5Server}
 * @param by who did it: the benchmark's method; ours begin with {@value #OURS}
 * @param parameters of the benchmark, by name
 * @param unit such as {@code ns/op}
 * @param octets allocated by one operation, or null where that is not known
 */
@Immutable
public record Measured(
        String operation,
        String by,
        Map<String, String> parameters,
        Estimate score,
        String unit,
        @Nullable Estimate octets) {
    /** How the names of our own methods begin. */
    public static final String OURS = "countersign";

    public Measured {
        parameters = Map.copyOf(parameters);
    }

    public boolean ours() {
        return by.startsWith(OURS);
    }

    /** Whether less is better. */
    public boolean isCost() {
        return !unit.endsWith("/s");
    }

    /** What tells this benchmark from all others of a run. */
    public String name() {
        return operation + "." + by + (parameters.isEmpty() ? "" : " " + label());
    }

    /** The parameters as text, possibly empty. */
    public String label() {
        return String.join(
                ", ",
                parameters.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList());
    }
}
