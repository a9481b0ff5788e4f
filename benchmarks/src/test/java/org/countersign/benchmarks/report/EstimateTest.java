package org.countersign.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void hasAnIntervalAroundTheMean() {
        Estimate estimate = new Estimate(10, 2);

        assertThat(estimate.low()).isEqualTo(8);
        assertThat(estimate.high()).isEqualTo(12);
    }

    @Test
    void addsRelativeErrorsOfAQuotientAsTheyAreIndependent() {
        Estimate ratio = new Estimate(200, 6).over(new Estimate(100, 4));

        assertThat(ratio.value()).isEqualTo(2);
        assertThat(ratio.error()).isCloseTo(2 * Math.hypot(0.03, 0.04), within(1e-12));
    }

    @Test
    void addsErrorsOfADifference() {
        assertThat(new Estimate(10, 3).minus(new Estimate(4, 4))).isEqualTo(new Estimate(6, 5));
    }

    @Test
    void takesTheIntervalOf99PercentFromStudentsDistribution() {
        Estimate estimate = Estimate.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0));

        assertThat(estimate.value()).isEqualTo(3);
        assertThat(estimate.error()).isCloseTo(4.604 * Math.sqrt(2.5 / 5), within(1e-3));
    }
}
