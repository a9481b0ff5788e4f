package org.countersign.benchmarks.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jcip.annotations.Immutable;

/**
 * One operation as an SVG image: a line for everybody who does it and for each run, with the interval of 99%.
 *
 * @param title what the benchmark is called
 * @param unit of all figures
 * @param rows from the shortest bar to the longest
 */
@Immutable
public record Chart(String title, String unit, List<Row> rows) {
    private static final int WIDTH = 760;
    private static final int LABELS = 230;
    private static final int FIGURES = 190;
    private static final int HEIGHT = 22;
    private static final int TOP = 34;

    /** One bar; {@code note} stands behind the figure, such as its multiple of F. */
    @Immutable
    record Row(String label, boolean ours, Estimate score, String note) {}

    /** The charts of all operations of these runs, which may be on different JDKs. */
    public static List<Chart> of(List<Results> runs) {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        Map<String, Measured> samples = new LinkedHashMap<>();
        for (Results run : runs) {
            run.groups().stream().flatMap(Collection::stream).forEach(each -> {
                String title = (each.operation() + " " + each.label()).strip() + " " + each.unit();
                samples.putIfAbsent(title, each);
                rows.computeIfAbsent(title, key -> new ArrayList<>()).add(row(each, run));
            });
        }
        List<Chart> charts = new ArrayList<>();
        rows.forEach((title, all) -> {
            Measured sample = samples.get(title);
            if (sample != null) {
                all.sort((a, b) -> Double.compare(a.score.value(), b.score.value()));
                String name = (sample.operation() + " " + sample.label()).strip();
                charts.add(new Chart(name, sample.unit(), List.copyOf(all)));
            }
        });
        return charts;
    }

    private static Row row(Measured each, Results run) {
        Optional<Estimate> f = each.unit().equals("ns/op") ? run.limit() : Optional.empty();
        String note = f.map(limit -> String.format(
                        Locale.ROOT, " = %.2f F", each.score().over(limit).value()))
                .orElse("");
        return new Row(each.by() + ", JDK " + run.from().feature(), each.ours(), each.score(), note);
    }

    /** A name for the image's file, such as {@code exchanges.CramMd5Server.ns-op.svg}. */
    public String fileName() {
        return (title + "." + unit).replaceAll("[^A-Za-z0-9.]+", "-") + ".svg";
    }

    /** The image, a whole element {@code svg}. */
    public String svg() {
        int height = TOP + rows.size() * HEIGHT + 8;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\">%n",
                WIDTH,
                height,
                WIDTH,
                height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        svg.append("<text x=\"8\" y=\"20\" font-size=\"14\" font-weight=\"bold\">")
                .append(escaped(title + ", " + unit))
                .append("</text>\n");
        double longest = rows.stream().mapToDouble(row -> end(row.score)).max().orElse(1);
        for (int i = 0; i < rows.size(); i++) {
            append(svg, rows.get(i), TOP + i * HEIGHT, (WIDTH - LABELS - FIGURES) / longest);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void append(StringBuilder svg, Row row, int y, double scale) {
        int middle = y + HEIGHT / 2;
        double end = LABELS + row.score.value() * scale;
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                LABELS - 8,
                middle + 4,
                escaped(row.label)));
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                LABELS,
                y + 3,
                Math.max(1, end - LABELS),
                HEIGHT - 6,
                row.ours ? "#1a7f37" : "#8c959f"));
        if (row.score.error() > 0) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<path d=\"M%.1f %d H%.1f m0 -4 v8\" stroke=\"#000\" fill=\"none\"/>%n",
                    Math.max(LABELS, LABELS + row.score.low() * scale),
                    middle,
                    LABELS + row.score.high() * scale));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%d\">%,.1f%s</text>%n",
                LABELS + end(row.score) * scale + 6,
                middle + 4,
                row.score.value(),
                escaped(row.note)));
    }

    private static double end(Estimate score) {
        return Double.isNaN(score.error()) ? score.value() : score.high();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
