package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In which units a file holds its metrics: {@code download=Mbit/s,ping=s}. A metric that is not named is in its own unit.
 *
 * @param byMetric for each metric named the factor to its smallest unit
 */
public record Units(Map<String, Factor> byMetric) {
    /** Every metric in its own unit. */
    public static final Units OWN = new Units(Map.of());

    private static final String OPTION = "--unit";

    /** Keeps the order of the metrics. */
    public Units {
        byMetric = Collections.unmodifiableMap(new LinkedHashMap<>(byMetric));
    }

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException when it is malformed, names no metric, or a unit that the metric cannot be given in (the
     *     message lists those it can)
     */
    public static Units parse(String text, Metrics metrics) {
        Map<String, Factor> byMetric = new LinkedHashMap<>();
        Pairs.parse(OPTION, text).forEach((name, unit) -> {
            int index = metrics.indexOf(name);
            if (index < 0) {
                List<String> names = metrics.list().stream().map(Metric::name).toList();
                throw new IllegalArgumentException(OPTION + ": '" + CleanText.of(name, 60)
                        + "' is no metric; the metrics are: " + String.join(", ", names));
            }
            byMetric.put(name, Unit.factor(metrics.get(index), unit));
        });
        return new Units(byMetric);
    }

    /** The factor from the unit in which a metric is given to its smallest unit. */
    Factor of(Metric metric) {
        return byMetric.getOrDefault(metric.name(), Unit.own(metric));
    }
}
