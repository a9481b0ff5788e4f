package org.countersign.benchmarks.report;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import net.jcip.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * One figure that matters, what it must be and what we want it to be.
 *
 * @param number of the row in the table of bars; several figures may share one
 * @param figure empty if what it needs was not measured
 * @param bar what must hold, or null
 * @param goal what we are after, or null
 */
@Immutable
record Bar(
        int number,
        String what,
        Function<Results, Optional<Estimate>> figure,
        @Nullable Limit bar,
        @Nullable Limit goal) {

    /** A line of a Markdown table. */
    String row(Results results) {
        int jdk = results.from().feature();
        Optional<Estimate> measured = figure.apply(results);
        String shown = measured.map(each -> number(each.value()) + " ± " + number(each.error()) + unit())
                .orElse("not measured");
        return String.join(
                        " | ",
                        "| " + number,
                        what,
                        shown,
                        text(bar, jdk),
                        verdict(bar, measured, jdk),
                        text(goal, jdk),
                        verdict(goal, measured, jdk))
                + " |";
    }

    /** Whether there is a bar, and a figure that does not keep it. */
    boolean missed(Results results) {
        Limit limit = bar;
        return limit != null
                && figure.apply(results)
                        .filter(each -> !limit.holds(each, results.from().feature()))
                        .isPresent();
    }

    private String unit() {
        Limit any = bar != null ? bar : goal;
        return any == null || any.unit().isEmpty() ? "" : " " + any.unit();
    }

    private static String text(@Nullable Limit limit, int jdk) {
        return limit == null ? "" : limit.text(jdk);
    }

    private static String verdict(@Nullable Limit limit, Optional<Estimate> measured, int jdk) {
        if (limit == null || measured.isEmpty()) {
            return "";
        }
        return limit.holds(measured.get(), jdk) ? "met" : "**missed**";
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "?";
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
