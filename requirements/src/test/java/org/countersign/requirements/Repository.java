package org.countersign.requirements;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What stands in the documents and the tests of the whole repository. */
record Repository(List<Area> areas, List<Citation> citations) {
    static final Path ROOT = rootOf(Path.of("").toAbsolutePath());

    static Repository read() throws IOException {
        List<Area> areas = new ArrayList<>();
        for (Path file : files(ROOT.resolve("docs/requirements"))) {
            String name = file.getFileName().toString();
            if (name.endsWith(".md") && !name.equals("README.md")) {
                areas.add(Area.parse(name, Files.readString(file)));
            }
        }
        List<Citation> citations = new ArrayList<>();
        for (Path file : files(ROOT)) {
            if (isTest(file)) {
                citations.addAll(Citation.in(ROOT.relativize(file), Files.readString(file)));
            }
        }
        return new Repository(areas, citations);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().toList();
        }
    }

    /** This module's tests are left out: they cite examples. */
    private static boolean isTest(Path file) {
        return file.toString().endsWith(".java")
                && file.toString().replace('\\', '/').contains("/src/test/java/")
                && !file.startsWith(ROOT.resolve("requirements"));
    }

    private static Path rootOf(Path directory) {
        return Files.isDirectory(directory.resolve(".mvn")) ? directory : rootOf(directory.getParent());
    }
}
