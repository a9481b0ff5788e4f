package org.countersign.benchmarks.report;

import java.util.Locale;
import net.jcip.annotations.Immutable;

/**
 * What a figure has to keep within, at that end of its interval which is worse.
 *
 * @param unit behind the number, possibly empty
 */
@Immutable
public record Limit(boolean most, double on17, double on25, String unit) {

    static Limit atMost(double value, String unit) {
        return new Limit(true, value, value, unit);
    }

    static Limit atMost(double on17, double on25, String unit) {
        return new Limit(true, on17, on25, unit);
    }

    static Limit atLeast(double value, String unit) {
        return new Limit(false, value, value, unit);
    }

    static Limit atLeast(double on17, double on25, String unit) {
        return new Limit(false, on17, on25, unit);
    }

    /** Whether the figure keeps within, on this release of the JDK. */
    public boolean holds(Estimate figure, int jdk) {
        double error = Double.isNaN(figure.error()) ? 0 : figure.error();
        return most ? figure.value() + error <= on(jdk) : figure.value() - error >= on(jdk);
    }

    /** As text. */
    public String text(int jdk) {
        return (most ? "<= " : ">= ") + number(on(jdk)) + (unit.isEmpty() ? "" : " " + unit);
    }

    private double on(int jdk) {
        return jdk < 25 ? on17 : on25;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
