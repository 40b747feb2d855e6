package dev.stillframe.core.settings;

import dev.stillframe.core.calendar.Closing;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.model.Scope;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the settings of the calendar. */
final class CalendarReader {
    private final Problems problems;

    CalendarReader(Problems problems) {
        this.problems = problems;
    }

    CalendarSettings read(Map<String, @Nullable Object> found) {
        return new CalendarSettings(
                zone(found.get("zone")), closing(found.get("closing")), schedule(found.get("schedule")));
    }

    private ZoneId zone(@Nullable Object value) {
        if (value == null) {
            return CalendarSettings.DEFAULT.zone();
        }
        try {
            return ZoneId.of(value.toString());
        } catch (DateTimeException e) {
            problems.add("zone: '" + value + "' is not a time zone such as Europe/Berlin or UTC");
            return CalendarSettings.DEFAULT.zone();
        }
    }

    private Closing closing(@Nullable Object value) {
        Map<Mode, Duration> after = new EnumMap<>(Closing.USUAL.after());
        problems.fields("closing", value).forEach((label, wait) -> {
            Optional<Mode> mode = Mode.of(label);
            if (mode.isEmpty()) {
                problems.add("closing: unknown period '" + label + "'; known are "
                        + Mode.ALL.stream().map(Mode::label).toList());
                return;
            }
            try {
                after.put(mode.get(), Durations.parse(String.valueOf(wait), Duration.ZERO, Closing.LONGEST));
            } catch (IllegalArgumentException e) {
                problems.add("closing." + label + ": " + e.getMessage());
            }
        });
        return new Closing(after);
    }

    private Map<String, Duration> schedule(@Nullable Object value) {
        Map<String, Duration> schedule = new LinkedHashMap<>();
        problems.fields("schedule", value).forEach((host, step) -> {
            if (!Scope.isHost(host)) {
                problems.add("schedule: '" + host + "' is not a host name (" + Scope.HOST_RULE + ")");
            }
            try {
                schedule.put(
                        host,
                        Durations.parse(String.valueOf(step), CalendarSettings.OFTENEST, CalendarSettings.SELDOMEST));
            } catch (IllegalArgumentException e) {
                problems.add("schedule." + host + ": " + e.getMessage());
            }
        });
        return schedule;
    }
}
