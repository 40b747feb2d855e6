package dev.stillframe.core.model;

import java.time.Duration;

/**
 * How often the windows of a scope are built: as the table of windows says, or less often while the scope rests.
 *
 * @param restMillis how often a resting scope is built, in milliseconds, {@link #SHORTEST} to {@link #LONGEST}; 0 when it does
 *     not rest
 */
public record Cadence(long restMillis) {
    /** The least that a scope may rest: every window of the table is built at least so often. */
    public static final Duration SHORTEST = Duration.ofMinutes(15);

    /** The most that a scope may rest. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** The table's cadence: no rest. */
    public static final Cadence NONE = new Cadence(0);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when it is outside
     */
    public Cadence {
        if (restMillis != 0 && (restMillis < SHORTEST.toMillis() || restMillis > LONGEST.toMillis())) {
            throw new IllegalArgumentException("a rest of " + restMillis + " ms is not within 15 minutes to 7 days");
        }
    }

    /**
     * At rest, built every so often.
     *
     * @throws IllegalArgumentException when it is not within {@link #SHORTEST} to {@link #LONGEST}
     */
    public static Cadence resting(Duration every) {
        if (every.isZero()) {
            throw new IllegalArgumentException("a rest of no length is none");
        }
        return new Cadence(every.toMillis());
    }

    /** Whether this is a rest. */
    public boolean isRest() {
        return restMillis > 0;
    }

    /** How often a window is built, in milliseconds: the greater of its own cadence and the rest. */
    public long everyMillis(Window window) {
        return Math.max(window.cadenceMillis(), restMillis);
    }

    /** Whether a window may be built so often, in milliseconds, by this or another cadence. */
    public static boolean allows(Window window, long everyMillis) {
        return everyMillis == window.cadenceMillis()
                || (everyMillis >= SHORTEST.toMillis() && everyMillis <= LONGEST.toMillis());
    }
}
