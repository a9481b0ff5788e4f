package org.countersign.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.countersign.benchmarks.report.Estimate;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.util.ListStatistics;

class RunTest {

    /** JMH itself prints an interval of 99.9%, half as wide again. */
    @Test
    void tellsTheIntervalOf99Percent() {
        double[] nanos = {500, 510, 530, 490, 520};

        Estimate estimate = Run.estimate(new Iterations(nanos));

        assertThat(estimate.value()).isCloseTo(510, within(1e-9));
        assertThat(estimate.error())
                .isCloseTo(
                        Estimate.of(List.of(500.0, 510.0, 530.0, 490.0, 520.0)).error(), within(1e-6));
    }

    private static final class Iterations extends Result<Iterations> {
        private static final long serialVersionUID = 1;

        Iterations(double[] nanos) {
            super(ResultRole.PRIMARY, "", new ListStatistics(nanos), "ns/op", AggregationPolicy.AVG);
        }

        @Override
        protected Aggregator<Iterations> getThreadAggregator() {
            throw new IllegalStateException("is one already");
        }

        @Override
        protected Aggregator<Iterations> getIterationAggregator() {
            throw new IllegalStateException("is one already");
        }
    }
}
