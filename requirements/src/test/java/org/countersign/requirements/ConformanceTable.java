package org.countersign.requirements;

import java.util.List;

/** {@code docs/conformance.md}: from each requirement to its tests. One line for each test, so that changes merge. */
record ConformanceTable(List<Area> areas, List<Citation> citations) {
    static final String COMMAND = "mvn -pl requirements verify -Dconformance=write";

    String markdown() {
        StringBuilder text = new StringBuilder("""
                # Conformance

                From each [requirement](requirements/README.md) to the tests that cite it. The build generates this file from the
                requirements and the tests, and fails when it is not up to date: `%s` writes it.
                """.formatted(COMMAND));
        areas.forEach(area -> append(text, area));
        return text.toString();
    }

    /** The ids that have neither a test nor a reason. */
    List<String> open(Area area) {
        return area.ids().stream()
                .filter(id -> !isCited(id) && !area.reasons().containsKey(id))
                .toList();
    }

    boolean isCited(String id) {
        return citations.stream().anyMatch(citation -> citation.ids().contains(id));
    }

    private void append(StringBuilder text, Area area) {
        text.append("\n## [%s](requirements/%s)\n\n".formatted(area.title(), area.file()));
        text.append(area.finished() ? "Finished.\n\n" : "Not finished.\n\n");
        text.append("| requirement | test | module |\n|---|---|---|\n");
        for (String id : area.ids()) {
            if (isCited(id)) {
                citations.stream()
                        .filter(citation -> citation.ids().contains(id))
                        .forEach(citation -> append(text, id, citation));
            } else {
                String why = area.reasons().get(id);
                text.append(
                        "| %s | %s | |\n".formatted(id, why == null ? "*none yet*" : "not applicable because " + why));
            }
        }
    }

    private static void append(StringBuilder text, String id, Citation citation) {
        String file = citation.file().toString().replace('\\', '/');
        String module = file.substring(0, file.indexOf("/src/test/"));
        text.append("| %s | [%s](../%s) | `%s` |\n".formatted(id, citation.test(), file, module));
    }
}
