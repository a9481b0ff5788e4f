package org.countersign.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    private static final Results RESULTS = new Results(
            Samples.FROM,
            List.of(
                    Samples.nanos("primitives.Md5Block", "jdk", 80, 0.1),
                    new Measured(
                            "exchanges.CramMd5Server",
                            "countersign",
                            Map.of("entry", "<{PLAIN}>"),
                            new Estimate(480, 5),
                            "ns/op",
                            null),
                    Samples.of("serve.Session", "countersign", 5000, 50, "sessions/s")));

    @TempDir
    private Path folder;

    @Test
    void readsWhatItHasWritten() throws IOException {
        Path file = folder.resolve("deep/jdk17.json");

        ResultsFile.write(RESULTS, file);

        assertThat(ResultsFile.read(file)).isEqualTo(RESULTS);
    }

    @Test
    void keepsAnErrorThatIsNotKnown() throws IOException {
        Results once = Samples.run(Samples.nanos("primitives.Md5Block", "jdk", 80, Double.NaN));
        Path file = folder.resolve("once.json");

        ResultsFile.write(once, file);

        assertThat(ResultsFile.read(file).all().get(0).score().error()).isNaN();
    }

    @Test
    void refusesAnotherFile() throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), "[{\"benchmark\": 1}]", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ResultsFile.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void drawsChartsThatAreXmlAndEscaped() throws Exception {
        List<Chart> charts = Chart.of(List.of(RESULTS));

        assertThat(charts)
                .extracting(Chart::fileName)
                .containsExactly(
                        "primitives.Md5Block.ns-op.svg",
                        "exchanges.CramMd5Server-PLAIN-.ns-op.svg",
                        "serve.Session.sessions-s.svg");
        for (Chart chart : charts) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(charts.get(1).svg()).contains("&lt;{PLAIN}&gt;").contains("480.0 = 3.00 F");
    }

    @Test
    void writesAPageThatNeedsNothingElse() {
        String page = HtmlReport.of(List.of(RESULTS));

        assertThat(page)
                .contains("a machine, 2 cores; JDK Vendor 17.0.15+6; commit abc1234; 2026-11-26")
                .contains("<svg ")
                .contains("intervals of 99%")
                .doesNotContain("src=")
                .doesNotContain("href=");
    }

    @Test
    void showsFiguresBesideTheLimitAndUs() {
        String text = TextTable.of(Samples.run(480, 1440, 5));

        assertThat(text).contains("F = 160.0 ns").contains("3.00 F").contains("3.00x ours");
    }
}
