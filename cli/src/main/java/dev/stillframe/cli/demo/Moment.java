package dev.stillframe.cli.demo;

/**
 * An instant as the people around a host live it. The simulation's people live in UTC all year, whatever the machine's zone.
 *
 * @param t epoch milliseconds
 */
record Moment(long t) {
    static final long HOUR = 3_600_000;
    static final long DAY = 24 * HOUR;

    /** Hour of the day, from 0 up to but not including 24. */
    double hour() {
        return (double) Math.floorMod(t, DAY) / HOUR;
    }

    /** Whether it is Saturday or Sunday. */
    boolean weekend() {
        // Day 0 of the epoch was a Thursday.
        return Math.floorMod(Math.floorDiv(t, DAY) + 3, 7L) >= 5;
    }

    /** Whether an office is at work: Monday to Friday from 8:30 to 17:30. */
    boolean workingHours() {
        return !weekend() && hour() >= 8.5 && hour() < 17.5;
    }

    /** A hill over the day: 1 at the hour {@code peak}, falling smoothly to 0 at {@code width} hours from it. */
    double hill(double peak, double width) {
        double away = Math.abs(hour() - peak);
        double part = Math.min(away, 24 - away) / width;
        if (part >= 1) {
            return 0;
        }
        double rest = 1 - part * part;
        return rest * rest;
    }
}
