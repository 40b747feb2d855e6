package dev.stillframe.core.ingest;

/**
 * An exact factor, {@code multiplier * 10^exponent}: from a unit that a log uses to the smallest unit of a metric.
 *
 * @param multiplier 1 to 1,000
 * @param exponent -40 to 40
 */
public record Factor(int multiplier, int exponent) {
    /** Leaves a number as it is. */
    public static final Factor ONE = new Factor(1, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when one is left
     */
    public Factor {
        if (multiplier < 1 || multiplier > 1000 || exponent < -40 || exponent > 40) {
            throw new IllegalArgumentException("no such factor: " + multiplier + " * 10^" + exponent);
        }
    }
}
