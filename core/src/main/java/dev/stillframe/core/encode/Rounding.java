package dev.stillframe.core.encode;

import dev.stillframe.core.model.Metric;

/** The one rounding of published numbers: half away from zero, in whole numbers. */
final class Rounding {
    private Rounding() {}

    /** {@code numerator / denominator}, rounded half away from zero; the denominator is from 1 to 4 * 10^18. */
    static long divide(long numerator, long denominator) {
        long quotient = numerator / denominator;
        long rest = Math.abs(numerator % denominator);
        return rest >= denominator - rest ? quotient + (numerator < 0 ? -1 : 1) : quotient;
    }

    /** {@code numerator / denominator} smallest units of a metric, rounded to its published decimals. */
    static long published(Metric metric, long numerator, long denominator) {
        return divide(numerator, denominator * JsonBytes.pow10(metric.scale() - metric.decimals()));
    }
}
