package dev.stillframe.core.settings;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds;
import java.time.ZoneId;
import java.util.Map;

/**
 * The settings of a deployment, from {@code stillframe.yaml} and the environment.
 *
 * @param zone {@code zone}: for time stamps of imports that have none, and for the calendar
 * @param host {@code host}: the host of imported records that name none
 * @param units {@code units}: for imports, by metric name, the unit its values are written in
 * @param metrics {@code metrics}: the built-in metrics and the declared ones
 * @param promised {@code promised}: by host and metric name, the promised value in smallest units
 * @param minimum {@code minimum}: by host and metric name, in smallest units: a sample that is worse makes a build at once
 * @param rest {@code rest}: how often hosts are built that nobody asks for
 * @param serving the settings of the server, which stand beside the others in the file
 */
public record Settings(
        ZoneId zone,
        String host,
        Map<String, String> units,
        Metrics metrics,
        Map<String, Map<String, Long>> promised,
        Map<String, Map<String, Long>> minimum,
        Cadence rest,
        Serving serving) {
    /** What holds where nothing is set. */
    public static final Settings DEFAULT = new Settings(
            ZoneId.of("UTC"), "home", Map.of(), Metrics.BUILT_IN, Map.of(), Map.of(), Cadence.NONE, Serving.DEFAULT);

    /** The same with other promised values. */
    public Settings withPromised(Map<String, Map<String, Long>> other) {
        return new Settings(zone, host, units, metrics, other, minimum, rest, serving);
    }

    /** The same with another rest. */
    public Settings withRest(Cadence other) {
        return new Settings(zone, host, units, metrics, promised, minimum, other, serving);
    }

    /** What samples must not be worse than. */
    public Thresholds thresholds() {
        return new Thresholds(metrics, Map.of())
                .with(Thresholds.Kind.PROMISED, promised)
                .with(Thresholds.Kind.MINIMUM, minimum);
    }

    /** How often a scope is built while nobody asks for it. */
    public Cadence cadence(Scope scope) {
        return scope.isAll() ? Cadence.NONE : rest;
    }
}
