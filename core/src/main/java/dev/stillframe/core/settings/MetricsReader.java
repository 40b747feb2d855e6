package dev.stillframe.core.settings;

import dev.stillframe.core.ingest.Units;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which metrics a deployment declares, and in which units they are imported. */
final class MetricsReader {
    private static final Set<String> FIELDS = Set.of("unit", "scale", "decimals", "min", "max", "better");

    private final Problems problems;

    MetricsReader(Problems problems) {
        this.problems = problems;
    }

    /** The built-in metrics and those of {@code metrics}. */
    Metrics metrics(@Nullable Object value) {
        List<Metric> declared = new ArrayList<>();
        problems.fields("metrics", value).forEach((name, definition) -> {
            try {
                declared.add(metric(name, problems.fields("metrics." + name, definition)));
            } catch (IllegalArgumentException | ArithmeticException e) {
                problems.add("metrics." + name + ": " + e.getMessage());
            }
        });
        try {
            return Metrics.builtInAnd(declared);
        } catch (IllegalArgumentException e) {
            problems.add("metrics: " + e.getMessage());
            return Metrics.BUILT_IN;
        }
    }

    /** By metric name, the unit of {@code units}. */
    Map<String, String> units(@Nullable Object value, Metrics metrics) {
        Map<String, String> units = new LinkedHashMap<>();
        problems.fields("units", value).forEach((metric, unit) -> {
            if (metrics.indexOf(metric) < 0) {
                problems.add("units: " + unknown(metric, metrics));
            } else {
                try {
                    Units.parse(metric + "=" + unit, metrics);
                } catch (IllegalArgumentException e) {
                    problems.add("units: " + e.getMessage());
                }
            }
            units.put(metric, String.valueOf(unit));
        });
        return units;
    }

    /** What to say of a metric that is none. */
    static String unknown(String name, Metrics metrics) {
        return "unknown metric '" + name + "'; known are "
                + metrics.list().stream().map(Metric::name).toList();
    }

    private static Metric metric(String name, Map<String, @Nullable Object> definition) {
        for (String field : definition.keySet()) {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException("unknown field '" + field + "'; known are "
                        + FIELDS.stream().sorted().toList());
            }
        }
        Object unit = definition.get("unit");
        if (unit == null) {
            throw new IllegalArgumentException("'unit' is missing");
        }
        int scale = Numbers.number(definition, "scale", BigDecimal.valueOf(3)).intValueExact();
        int decimals = Numbers.number(definition, "decimals", BigDecimal.valueOf(Math.min(2, scale)))
                .intValueExact();
        if (scale < 0 || scale > 9) {
            throw new IllegalArgumentException("scale " + scale + " is not within 0 to 9");
        }
        BigDecimal widest = BigDecimal.valueOf(Metric.LIMIT, scale);
        String better = definition.getOrDefault("better", "neither") + "";
        if (!Set.of("higher", "lower", "neither").contains(better)) {
            throw new IllegalArgumentException("better '" + better + "' is not higher, lower or neither");
        }
        return new Metric(
                name,
                unit.toString(),
                scale,
                decimals,
                Numbers.smallest(Numbers.number(definition, "min", widest.negate()), scale),
                Numbers.smallest(Numbers.number(definition, "max", widest), scale),
                Metric.Better.valueOf(better.toUpperCase(Locale.ROOT)));
    }
}
