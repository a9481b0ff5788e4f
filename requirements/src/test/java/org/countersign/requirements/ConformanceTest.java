package org.countersign.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads the documents and the tests of the whole repository. */
class ConformanceTest {
    private static final Path FILE = Repository.ROOT.resolve("docs/conformance.md");
    private static final int MOST_IDS = 3;

    private static Repository repository;
    private static ConformanceTable table;

    @BeforeAll
    static void read() throws IOException {
        repository = Repository.read();
        table = new ConformanceTable(repository.areas(), repository.citations());
        assertThat(repository.areas()).isNotEmpty();
        assertThat(repository.citations()).isNotEmpty();
    }

    @Test
    void noIdIsDefinedTwice() {
        assertThat(ids()).doesNotHaveDuplicates();
    }

    @Test
    void everyCitedIdIsDefined() {
        List<String> defined = ids();

        assertThat(repository.citations())
                .allSatisfy(test -> assertThat(test.ids()).isSubsetOf(defined));
    }

    /** Those of its class count. */
    @Test
    void noTestCitesMoreThanThree() {
        Map<String, Integer> counts = new HashMap<>();
        repository
                .citations()
                .forEach(cited -> counts.merge(cited.test(), cited.ids().size(), Integer::sum));

        assertThat(counts)
                .allSatisfy((test, count) ->
                        assertThat(count + counts.getOrDefault(around(test), 0)).isBetween(1, MOST_IDS));
    }

    private static String around(String test) {
        return test.substring(0, Math.max(0, test.lastIndexOf('.')));
    }

    @Test
    void everyRequirementOfAFinishedAreaHasATestOrAReason() {
        Stream<Area> finished = repository.areas().stream().filter(Area::finished);

        assertThat(finished.flatMap(area -> table.open(area).stream())).isEmpty();
    }

    @Test
    void aReasonIsForARequirementOfItsAreaThatHasNoTest() {
        for (Area area : repository.areas()) {
            Set<String> reasons = area.reasons().keySet();

            assertThat(area.ids()).as(area.file()).containsAll(reasons);
            assertThat(reasons).as(area.file()).noneMatch(table::isCited);
        }
    }

    @Test
    void theTableIsUpToDate() throws IOException {
        if ("write".equals(System.getProperty("conformance"))) {
            Files.writeString(FILE, table.markdown());
        }
        List<String> is = Files.readAllLines(FILE);
        List<String> shouldBe = table.markdown().lines().toList();

        assertThat(difference(is, shouldBe))
                .as("docs/conformance.md is not up to date; write it with " + ConformanceTable.COMMAND)
                .isEmpty();
        assertThat(is.equals(shouldBe)).as("the order of its lines").isTrue();
    }

    private static List<String> difference(List<String> is, List<String> shouldBe) {
        List<String> lines = new ArrayList<>();
        is.stream().filter(line -> !shouldBe.contains(line)).forEach(line -> lines.add("- " + line));
        shouldBe.stream().filter(line -> !is.contains(line)).forEach(line -> lines.add("+ " + line));
        return lines;
    }

    private static List<String> ids() {
        return repository.areas().stream().flatMap(area -> area.ids().stream()).toList();
    }
}
