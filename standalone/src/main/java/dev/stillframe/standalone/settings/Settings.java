package dev.stillframe.standalone.settings;

import dev.stillframe.core.model.Metrics;
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
 */
public record Settings(
        ZoneId zone, String host, Map<String, String> units, Metrics metrics, Map<String, Map<String, Long>> promised) {
    /** What holds where nothing is set. */
    public static final Settings DEFAULT = new Settings(ZoneId.of("UTC"), "home", Map.of(), Metrics.BUILT_IN, Map.of());

    /** The same with other promised values. */
    public Settings withPromised(Map<String, Map<String, Long>> other) {
        return new Settings(zone, host, units, metrics, other);
    }
}
