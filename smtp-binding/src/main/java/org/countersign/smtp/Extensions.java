package org.countersign.smtp;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jcip.annotations.Immutable;

/** What a server said in its reply to EHLO (RFC 5321, section 4.1.1.1). */
@Immutable
public final class Extensions {
    private static final String AUTH = "AUTH";

    private final Map<String, List<String>> parametersByKeyword;

    private Extensions(Map<String, List<String>> parametersByKeyword) {
        this.parametersByKeyword = parametersByKeyword;
    }

    /** A server that has said nothing, or whose words do not count any more. */
    static Extensions none() {
        return new Extensions(Map.of());
    }

    /** The lines of a reply but the first, which greets. */
    static Extensions of(SmtpReply reply) {
        Map<String, List<String>> parametersByKeyword = new LinkedHashMap<>();
        for (String line : reply.text().subList(1, reply.text().size())) {
            // old servers say "AUTH=LOGIN PLAIN", some in addition to the line of today (SMTP-04)
            boolean legacy = line.regionMatches(true, 0, "AUTH=", 0, 5);
            List<String> words = List.of(
                    (legacy ? line.replaceFirst("=", " ") : line).strip().split(" +"));
            String keyword = words.get(0).toUpperCase(Locale.ROOT);
            parametersByKeyword.merge(keyword, words.subList(1, words.size()), Extensions::union);
        }
        return new Extensions(parametersByKeyword);
    }

    /** The keywords, in upper case. */
    public Set<String> keywords() {
        return Set.copyOf(parametersByKeyword.keySet());
    }

    /** Whether the server has this extension; the keyword in any case. */
    public boolean has(String keyword) {
        return parametersByKeyword.containsKey(keyword.toUpperCase(Locale.ROOT));
    }

    /** The parameters of an extension as the server wrote them; none too if it does not have it. */
    public List<String> parameters(String keyword) {
        return parametersByKeyword.getOrDefault(keyword.toUpperCase(Locale.ROOT), List.of());
    }

    /** The mechanisms that the server offers, in upper case and its order; empty if it does not offer AUTH. */
    public List<String> mechanisms() {
        return parameters(AUTH).stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .toList();
    }

    private static List<String> union(List<String> some, List<String> others) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return parametersByKeyword.toString();
    }
}
