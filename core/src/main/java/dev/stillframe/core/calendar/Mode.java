package dev.stillframe.core.calendar;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of calendar period. */
public enum Mode {
    /** Hours of the wall clock; the hour that a clock change repeats is one. */
    HOURLY,
    /** Days. */
    DAILY,
    /** ISO weeks: Monday to Sunday, belonging to the year of their Thursday (ISO 8601). */
    WEEKLY,
    /** Months. */
    MONTHLY,
    /** Years. */
    YEARLY;

    /** All, shortest first. */
    public static final List<Mode> ALL = List.of(values());

    /** The name in keys and requests: {@code hourly}, {@code daily}, {@code weekly}, {@code monthly}, {@code yearly}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of one period in files: {@code hour}, {@code day}, {@code week}, {@code month}, {@code year}. */
    public String unit() {
        return switch (this) {
            case HOURLY -> "hour";
            case DAILY -> "day";
            case WEEKLY -> "week";
            case MONTHLY -> "month";
            case YEARLY -> "year";
        };
    }

    /** The mode with a label. */
    public static Optional<Mode> of(String label) {
        return ALL.stream().filter(m -> m.label().equals(label)).findFirst();
    }
}
