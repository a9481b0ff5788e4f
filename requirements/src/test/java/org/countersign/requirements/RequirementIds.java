package org.countersign.requirements;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the ids that a document defines and that a test cites. */
final class RequirementIds {

    private static final String ID = "([A-Z][A-Z0-9-]*-\\d+)";

    /** A list item whose first words are the id in bold, or a table row whose first cell is the id alone. */
    private static final Pattern DEFINITION =
            Pattern.compile("(?m)^(?: *[-*] +\\*\\*" + ID + "\\b|\\| *(?:\\*\\*)?" + ID + "(?:\\*\\*)? *\\|)");

    private static final Pattern CITATION = Pattern.compile("@Requirement\\s*\\(([^)]*)\\)");
    private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"");

    private RequirementIds() {}

    static List<String> definedIn(String markdown) {
        return DEFINITION
                .matcher(markdown)
                .results()
                .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                .toList();
    }

    static List<String> citedIn(String java) {
        return CITATION.matcher(java)
                .results()
                .flatMap(found -> idsOf(found.group(1).strip()))
                .toList();
    }

    /** A citation without a literal gives its own text, which no document defines. */
    private static Stream<String> idsOf(String argument) {
        List<MatchResult> literals = STRING.matcher(argument).results().toList();
        return literals.isEmpty() ? Stream.of(argument) : literals.stream().map(literal -> literal.group(1));
    }
}
