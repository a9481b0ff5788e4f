package org.countersign.benchmarks.report;

import java.util.List;
import net.jcip.annotations.Immutable;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A figure that was measured, and how far off it may be.
 *
 * @param value the mean
 * @param error half of the 99% interval; not a number where too little was measured to tell
 */
@Immutable
public record Estimate(double value, double error) {

    /** A figure that is known. */
    public static Estimate exactly(double value) {
        return new Estimate(value, 0);
    }

    /** The mean of several measurements of the same thing, at least two. */
    public static Estimate of(List<Double> samples) {
        int count = samples.size();
        double mean =
                samples.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double variance = samples.stream()
                        .mapToDouble(each -> (each - mean) * (each - mean))
                        .sum()
                / (count - 1);
        double quantile = new TDistribution(count - 1).inverseCumulativeProbability(0.995);
        return new Estimate(mean, quantile * Math.sqrt(variance / count));
    }

    /** The lower end of the interval. */
    public double low() {
        return value - error;
    }

    /** The upper end of the interval. */
    public double high() {
        return value + error;
    }

    /** The quotient; both errors are independent. */
    public Estimate over(Estimate divisor) {
        double quotient = value / divisor.value;
        return new Estimate(quotient, Math.abs(quotient) * Math.hypot(error / value, divisor.error / divisor.value));
    }

    /** The difference; both errors are independent. */
    public Estimate minus(Estimate other) {
        return new Estimate(value - other.value, Math.hypot(error, other.error));
    }

    /** A multiple. */
    public Estimate times(double factor) {
        return new Estimate(value * factor, error * Math.abs(factor));
    }
}
