package dev.stillframe.core.coverage;

import java.util.OptionalLong;

/**
 * How many tests there should be and how many there are.
 *
 * @param expected tests that the schedule expects; 0 where there is none
 * @param observed tests that were carried out, failed ones included
 * @param failed those of them that failed
 */
public record Counts(long expected, long observed, long failed) {
    /** Nothing expected, nothing there. */
    public static final Counts NONE = new Counts(0, 0, 0);

    /** Both together. */
    public Counts plus(Counts other) {
        return new Counts(expected + other.expected, observed + other.observed, failed + other.failed);
    }

    /** How much of what is expected is there, as {@link #percentComplete(long, long)}. */
    public OptionalLong percentComplete() {
        return percentComplete(observed, expected);
    }

    /**
     * How much of what is expected is there, in hundredths of a percent: rounded half away from zero, at most 10,000; empty when nothing is
     * expected.
     *
     * @param observed tests that were carried out, failed ones included; 0 to 10^14
     * @param expected tests that were expected, 0 to 10^14
     */
    public static OptionalLong percentComplete(long observed, long expected) {
        if (expected == 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(observed >= expected ? 10_000 : (observed * 20_000 + expected) / (expected * 2));
    }
}
