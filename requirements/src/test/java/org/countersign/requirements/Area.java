package org.countersign.requirements;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One file of {@code docs/requirements}.
 *
 * @param ids what it defines, in its order
 * @param finished whether each of them has to have a test or a reason
 * @param reasons from an id to why it is not applicable
 */
record Area(String file, String title, List<String> ids, boolean finished, Map<String, String> reasons) {
    private static final String ID = "([A-Z0-9]+-\\d+)";
    private static final Pattern TITLE = Pattern.compile("(?m)^# (.+)$");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^- \\*\\*" + ID + "\\*\\*");
    private static final Pattern FINISHED = Pattern.compile("(?m)^## Conformance\n\nFinished\\.$");
    private static final Pattern REASON = Pattern.compile("(?m)^- " + ID + " is not applicable because (.+)\\.$");

    static Area parse(String file, String markdown) {
        List<String> ids = DEFINITION
                .matcher(markdown)
                .results()
                .map(found -> found.group(1))
                .toList();
        Map<String, String> reasons = new LinkedHashMap<>();
        REASON.matcher(markdown).results().forEach(found -> reasons.put(found.group(1), found.group(2)));
        return new Area(file, title(markdown), ids, FINISHED.matcher(markdown).find(), reasons);
    }

    private static String title(String markdown) {
        return TITLE.matcher(markdown)
                .results()
                .findFirst()
                .map((MatchResult found) -> found.group(1))
                .orElseThrow(() -> new IllegalArgumentException("no title"));
    }
}
