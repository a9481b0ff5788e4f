package org.countersign.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConformanceTableTest {
    private static final Path FILE = Path.of("sasl-x/src/test/java/XTest.java");
    private static final Area AREA =
            new Area("x.md", "The X", List.of("X-01", "X-02", "X-03"), true, Map.of("X-02", "nobody has Xs"));

    @Test
    void goesFromARequirementToItsTests() {
        List<Citation> citations = List.of(
                new Citation(FILE, "XTest", List.of("X-01")),
                new Citation(FILE, "XTest.accepts_X01", List.of("Y-01", "X-01")));

        assertThat(new ConformanceTable(List.of(AREA), citations).markdown()).endsWith("""

                ## [The X](requirements/x.md)

                Finished.

                | requirement | test | module |
                |---|---|---|
                | X-01 | [XTest](../sasl-x/src/test/java/XTest.java) | `sasl-x` |
                | X-01 | [XTest.accepts_X01](../sasl-x/src/test/java/XTest.java) | `sasl-x` |
                | X-02 | not applicable because nobody has Xs | |
                | X-03 | *none yet* | |
                """);
    }

    @Test
    void isOpenWithoutATestAndAReason() {
        List<Citation> citations = List.of(new Citation(FILE, "XTest", List.of("X-01")));

        assertThat(new ConformanceTable(List.of(AREA), citations).open(AREA)).containsExactly("X-03");
    }
}
