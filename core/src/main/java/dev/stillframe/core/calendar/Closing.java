package dev.stillframe.core.calendar;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * When periods are closed: how long after the end of a period, by the wall clock, the first build that sees it closes it.
 *
 * @param after for each kind, from zero to 31 days
 */
public record Closing(Map<Mode, Duration> after) {
    /** The longest wait. */
    public static final Duration LONGEST = Duration.ofDays(31);

    /**
     * What holds where nothing is set: an hour at minute 10, a day at 06:00, a week on Tuesday at 02:00, a month on the 1st at 02:00,
     * a year on 1 January at 02:00.
     */
    public static final Closing USUAL = new Closing(Map.of(
            Mode.HOURLY, Duration.ofMinutes(10),
            Mode.DAILY, Duration.ofHours(6),
            Mode.WEEKLY, Duration.ofHours(26),
            Mode.MONTHLY, Duration.ofHours(2),
            Mode.YEARLY, Duration.ofHours(2)));

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when one is missing or outside
     */
    public Closing {
        after = Map.copyOf(new EnumMap<>(after));
        for (Mode mode : Mode.ALL) {
            Duration wait = after.get(mode);
            if (wait == null || wait.isNegative() || wait.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        mode.label() + " periods must close within 0 to 31 days of their end, not " + wait);
            }
        }
    }

    /** When a period closes, epoch milliseconds. */
    public long at(Period period, Calendar calendar) {
        return calendar.to(period) + wait(period.mode()).toMillis();
    }

    private Duration wait(Mode mode) {
        Duration wait = after.get(mode);
        if (wait == null) {
            throw new IllegalStateException("no closing of " + mode);
        }
        return wait;
    }
}
