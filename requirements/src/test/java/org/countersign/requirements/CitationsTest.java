package org.countersign.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads the documents and the tests of the whole repository. */
class CitationsTest {

    private static final Path ROOT = rootOf(Path.of("").toAbsolutePath());

    /** From an id to the files that define it. */
    private static Map<String, List<Path>> defined;

    @BeforeAll
    static void readTheRequirements() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/requirements"))) {
            defined = index(files.filter(file -> file.toString().endsWith(".md")), RequirementIds::definedIn);
        }
        assertThat(defined).isNotEmpty();
    }

    @Test
    void noIdIsDefinedTwice() {
        Map<String, List<Path>> repeated = new TreeMap<>(defined);
        repeated.values().removeIf(files -> files.size() == 1);

        assertThat(repeated).isEmpty();
    }

    @Test
    void everyCitedIdIsDefined() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            Map<String, List<Path>> cited = index(files.filter(CitationsTest::isTest), RequirementIds::citedIn);
            cited.keySet().removeAll(defined.keySet());

            assertThat(cited).isEmpty();
        }
    }

    /** This module's tests are left out: they cite examples. */
    private static boolean isTest(Path file) {
        return file.toString().endsWith(".java")
                && file.toString().replace('\\', '/').contains("/src/test/java/")
                && !file.startsWith(ROOT.resolve("requirements"));
    }

    private static Map<String, List<Path>> index(Stream<Path> files, Function<String, List<String>> ids) {
        return files.sorted()
                .flatMap(file -> ids.apply(read(file)).stream().map(id -> Map.entry(id, ROOT.relativize(file))))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path rootOf(Path directory) {
        return Files.isDirectory(directory.resolve(".mvn")) ? directory : rootOf(directory.getParent());
    }
}
