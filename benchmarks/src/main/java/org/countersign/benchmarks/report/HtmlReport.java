package org.countersign.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;
import net.jcip.annotations.ThreadSafe;

/** Runs as one page that needs nothing but itself: charts, and the figures as text. */
@ThreadSafe
public final class HtmlReport {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="UTF-8">
            <title>Countersign: benchmarks</title>
            <style>
            body { font-family: sans-serif; max-width: 50em; margin: 2em auto; padding: 0 1em }
            svg { display: block; margin: 1em 0; max-width: 100%; height: auto }
            pre { overflow-x: auto; font-size: 80% }
            </style>
            </head>
            <body>
            <h1>Countersign: benchmarks</h1>
            """;
    private static final String LEGEND = """
            <p>Less is better, except where the unit is per second. The lines are intervals of 99%. F is the time of two blocks
            of MD5 in bulk, measured in the same run. Trust ratios within a run, not figures of different runs.</p>
            """;

    private HtmlReport() {}

    /** The page. */
    public static String of(List<Results> runs) {
        return HEAD
                + runs.stream().map(each -> provenance(each.from())).collect(Collectors.joining())
                + LEGEND
                + Chart.of(runs).stream().map(Chart::svg).collect(Collectors.joining())
                + runs.stream().map(HtmlReport::figures).collect(Collectors.joining())
                + "</body>\n</html>\n";
    }

    private static String provenance(Provenance from) {
        return "<p>"
                + Chart.escaped(
                        from.machine() + "; JDK " + from.jdk() + "; commit " + from.commit() + "; " + from.date())
                + "</p>\n";
    }

    private static String figures(Results run) {
        return "<h2>JDK " + run.from().feature() + "</h2>\n<pre>" + Chart.escaped(TextTable.of(run)) + "</pre>\n";
    }
}
