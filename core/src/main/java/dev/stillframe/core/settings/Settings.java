package dev.stillframe.core.settings;

import dev.stillframe.core.calendar.Closing;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/**
 * The settings of a deployment, from {@code stillframe.yaml} and the environment.
 *
 * @param calendar the settings of the calendar, which stand beside the others in the file
 * @param host {@code host}: the host of imported records that name none
 * @param units {@code units}: for imports, by metric name, the unit its values are written in
 * @param metrics {@code metrics}: the built-in metrics and the declared ones
 * @param thresholds {@code promised}, {@code normal} and {@code minimum}: what the samples of a host are held against; one that is
 *     worse than the minimum makes a build at once
 * @param rest {@code rest}: how often hosts are built that nobody asks for
 * @param serving the settings of the server, which stand beside the others in the file
 * @param notice {@code notice}: a line that the page shows above everything, at most {@link #MAX_NOTICE} characters; empty for none
 */
public record Settings(
        CalendarSettings calendar,
        String host,
        Map<String, String> units,
        Metrics metrics,
        Thresholds thresholds,
        Cadence rest,
        Serving serving,
        String notice) {
    /** The most characters of a notice. */
    public static final int MAX_NOTICE = 200;

    /** What holds where nothing is set. */
    public static final Settings DEFAULT = new Settings(
            CalendarSettings.DEFAULT,
            "home",
            Map.of(),
            Metrics.BUILT_IN,
            Thresholds.NONE,
            Cadence.NONE,
            Serving.DEFAULT,
            "");

    /** The same with other values that have always been promised: by host and metric name, in smallest units. */
    public Settings withPromised(Map<String, Map<String, Long>> other) {
        return withThresholds(thresholds.with(Thresholds.Kind.PROMISED, other));
    }

    /** The same with other thresholds, of the same metrics. */
    public Settings withThresholds(Thresholds other) {
        return new Settings(calendar, host, units, metrics, other, rest, serving, notice);
    }

    /** The same with another rest. */
    public Settings withRest(Cadence other) {
        return new Settings(calendar, host, units, metrics, thresholds, other, serving, notice);
    }

    /** The same with other settings of the calendar. */
    public Settings withCalendar(CalendarSettings other) {
        return new Settings(other, host, units, metrics, thresholds, rest, serving, notice);
    }

    /** The same with other settings of the server. */
    public Settings withServing(Serving other) {
        return new Settings(calendar, host, units, metrics, thresholds, rest, other, notice);
    }

    /** The same with another notice; empty for none. */
    public Settings withNotice(String other) {
        return new Settings(calendar, host, units, metrics, thresholds, rest, serving, other);
    }

    /** For time stamps of imports that have none, and for the calendar. */
    public ZoneId zone() {
        return calendar.zone();
    }

    /** When periods of the calendar are closed. */
    public Closing closing() {
        return calendar.closing();
    }

    /** By host, how often it is expected to measure; of a host that has none it is learned from its samples. */
    public Map<String, Duration> schedule() {
        return calendar.schedule();
    }

    /** How often a scope is built while nobody asks for it. */
    public Cadence cadence(Scope scope) {
        return scope.isAll() ? Cadence.NONE : rest;
    }
}
