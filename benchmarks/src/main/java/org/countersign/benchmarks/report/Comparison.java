package org.countersign.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.jcip.annotations.Immutable;

/**
 * What has become of our ratios, to each peer and to the limit, since a baseline. A ratio has changed when the intervals do
 * not touch and the means are more than {@value #TOLERANCE_PERCENT}% apart: even a quiet machine drifts by that.
 *
 * @param changes the ratios that both have, those that got worse first
 */
@Immutable
public record Comparison(List<Change> changes) {
    private static final int TOLERANCE_PERCENT = 5;
    private static final double TOLERANCE = TOLERANCE_PERCENT / 100.0;

    /**
     * One ratio, by how much more we cost than the other.
     *
     * @param what our benchmark and the other
     */
    @Immutable
    public record Change(String what, Estimate before, Estimate now) {
        /** More than noise. */
        public boolean worse() {
            return now.low() > before.high() && now.value() > before.value() * (1 + TOLERANCE);
        }

        /** More than noise. */
        public boolean better() {
            return now.high() < before.low() && now.value() < before.value() * (1 - TOLERANCE);
        }

        @Override
        public String toString() {
            String verdict = worse() ? "WORSE " : better() ? "better" : "      ";
            return String.format(
                    Locale.ROOT,
                    "%s %-70s %.3f ± %.3f, was %.3f ± %.3f",
                    verdict,
                    what,
                    now.value(),
                    now.error(),
                    before.value(),
                    before.error());
        }
    }

    /** Compares. What only one of them has is left out. */
    public static Comparison of(Results baseline, Results now) {
        Map<String, Estimate> before = ratios(baseline);
        List<Change> changes = new ArrayList<>();
        ratios(now).forEach((what, ratio) -> {
            Estimate old = before.get(what);
            if (old != null) {
                changes.add(new Change(what, old, ratio));
            }
        });
        changes.sort((a, b) -> Boolean.compare(b.worse(), a.worse()));
        return new Comparison(List.copyOf(changes));
    }

    /** Whether nothing got worse. */
    public boolean good() {
        return changes.stream().noneMatch(Change::worse);
    }

    private static Map<String, Estimate> ratios(Results results) {
        Map<String, Estimate> ratios = new TreeMap<>();
        for (List<Measured> group : results.groups()) {
            for (Measured us : group) {
                if (us.ours()) {
                    put(us, group, results, ratios);
                }
            }
        }
        return ratios;
    }

    private static void put(Measured us, List<Measured> group, Results results, Map<String, Estimate> ratios) {
        String name = us.name() + " [" + us.unit() + "]";
        for (Measured peer : group) {
            if (!peer.ours()) {
                Estimate cost = us.isCost()
                        ? us.score().over(peer.score())
                        : peer.score().over(us.score());
                ratios.put(name + " / " + peer.by(), cost);
            }
        }
        if (us.unit().equals("ns/op")) {
            results.limit().ifPresent(f -> ratios.put(name + " / F", us.score().over(f)));
        }
        Estimate octets = us.octets();
        if (octets != null) {
            ratios.put(us.name() + " [B/op]", octets);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        changes.forEach(each -> text.append(each).append('\n'));
        long worse = changes.stream().filter(Change::worse).count();
        return text.append(worse)
                .append(" of ")
                .append(changes.size())
                .append(" ratios got worse\n")
                .toString();
    }
}
