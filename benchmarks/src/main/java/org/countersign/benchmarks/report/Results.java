package org.countersign.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jcip.annotations.Immutable;

/** The figures of one run, on one machine and one JDK. */
@Immutable
public record Results(Provenance from, List<Measured> all) {
    /** The yardstick. */
    public static final String BLOCK = "primitives.Md5Block.jdk";

    public Results {
        all = List.copyOf(all);
    }

    /** The figure of this benchmark, if it was run. */
    public Optional<Measured> find(String name) {
        return all.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** The figure of this benchmark in this unit, if it was run: one may have several. */
    public Optional<Measured> find(String name, String unit) {
        return all.stream()
                .filter(each -> each.name().equals(name) && each.unit().equals(unit))
                .findFirst();
    }

    /** F: the time of two blocks of MD5 in nanoseconds, if it was measured. */
    public Optional<Estimate> limit() {
        return find(BLOCK).map(block -> block.score().times(2));
    }

    /** What was measured of each operation, with the same parameters. */
    public List<List<Measured>> groups() {
        Map<String, List<Measured>> groups = all.stream()
                .collect(Collectors.groupingBy(
                        each -> each.operation() + " " + each.label() + " " + each.unit(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return List.copyOf(groups.values());
    }
}
