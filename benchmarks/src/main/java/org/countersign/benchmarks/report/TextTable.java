package org.countersign.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jcip.annotations.ThreadSafe;

/** Figures as text: each operation, everybody who does it, and their ratios to us and to the limit. */
@ThreadSafe
public final class TextTable {
    private TextTable() {}

    /** A table of many lines. */
    public static String of(Results results) {
        StringBuilder text = new StringBuilder();
        Provenance from = results.from();
        text.append(from.machine())
                .append("\nJDK ")
                .append(from.jdk())
                .append("\ncommit ")
                .append(from.commit());
        results.limit().ifPresent(limit -> text.append(String.format(Locale.ROOT, "%nF = %.1f ns%n", limit.value())));
        results.groups().forEach(group -> append(text, group, results.limit()));
        return text.toString();
    }

    private static void append(StringBuilder text, List<Measured> group, Optional<Estimate> limit) {
        Measured first = group.get(0);
        text.append('\n')
                .append(first.operation())
                .append(' ')
                .append(first.label())
                .append('\n');
        Optional<Measured> ours = group.stream().filter(Measured::ours).findFirst();
        for (Measured each : group) {
            Estimate score = each.score();
            text.append(String.format(
                    Locale.ROOT, "  %-28s %,12.1f ± %-8s %s", each.by(), score.value(), error(score), each.unit()));
            Estimate octets = each.octets();
            if (octets != null) {
                text.append(String.format(Locale.ROOT, " %,8.0f B", octets.value()));
            }
            if (each.unit().equals("ns/op")) {
                limit.ifPresent(f -> text.append(
                        String.format(Locale.ROOT, " %8.2f F", score.over(f).value())));
            }
            ours.filter(us -> !us.equals(each))
                    .ifPresent(us -> text.append(String.format(
                            Locale.ROOT, " %6.2fx ours", score.over(us.score()).value())));
            text.append('\n');
        }
    }

    private static String error(Estimate score) {
        return Double.isNaN(score.error()) ? "?" : String.format(Locale.ROOT, "%,.1f", score.error());
    }
}
