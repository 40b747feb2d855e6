package dev.stillframe.core.rollup;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Closing;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/**
 * By what rules a deployment's rollups are made.
 *
 * @param calendar of its time zone
 * @param closing when periods are closed
 * @param thresholds what samples are held to
 * @param schedule how often a host is expected to measure, by its name; it is learned for the others
 */
public record Rules(Calendar calendar, Closing closing, Thresholds thresholds, Map<String, Duration> schedule) {
    /** Those of a deployment without settings. */
    public static final Rules USUAL =
            new Rules(new Calendar(ZoneId.of("UTC")), Closing.USUAL, Thresholds.NONE, Map.of());

    /** Copies the schedule. */
    public Rules {
        schedule = Map.copyOf(schedule);
    }

    /** The declared distance between two tests of a scope in milliseconds, 0 where none is. */
    public long declaredStep(Scope scope) {
        Duration step = schedule.get(scope.name());
        return step == null ? 0 : step.toMillis();
    }

    /** A text that is equal exactly when the same samples give the same rows. */
    public String rows(Scope scope) {
        return calendar.zone().getId() + "|" + thresholds.fingerprint(scope);
    }

    /** A text that is equal exactly when the same rows give the same files. */
    public String files(Scope scope) {
        StringBuilder text = new StringBuilder(calendar.zone().getId());
        for (Mode mode : Mode.ALL) {
            text.append('|').append(closing.after().get(mode));
        }
        return text.append('|').append(declaredStep(scope)).toString();
    }
}
