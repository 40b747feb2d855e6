package dev.stillframe.core.settings;

import dev.stillframe.core.calendar.Closing;
import dev.stillframe.core.calendar.Mode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The settings of the calendar.
 *
 * @param zone {@code zone}: for time stamps of imports that have none, and for the calendar
 * @param closing {@code closing}: how long after its end a period is closed
 * @param schedule {@code schedule}: by host, how often it is expected to measure, {@link #OFTENEST} to {@link #SELDOMEST}; of a host
 *     that has none it is learned from its samples
 */
public record CalendarSettings(ZoneId zone, Closing closing, Map<String, Duration> schedule) {
    /** What holds where nothing is set. */
    public static final CalendarSettings DEFAULT = new CalendarSettings(ZoneId.of("UTC"), Closing.USUAL, Map.of());

    /** The shortest time between two tests of a schedule. */
    public static final Duration OFTENEST = Duration.ofSeconds(10);
    /** The longest time between two tests of a schedule. */
    public static final Duration SELDOMEST = Duration.ofDays(7);

    /** Copies the schedule. */
    public CalendarSettings {
        schedule = Map.copyOf(schedule);
    }

    /** The closing and the schedule as a text: equal exactly for the same ones, empty for those where nothing is set. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Mode mode : Mode.ALL) {
            Duration after = closing.after().get(mode);
            if (!Objects.equals(after, Closing.USUAL.after().get(mode))) {
                text.append(' ').append(mode.label()).append(' ').append(after);
            }
        }
        new TreeMap<>(schedule)
                .forEach((host, step) ->
                        text.append(' ').append(host).append('=').append(step));
        return text.toString();
    }
}
