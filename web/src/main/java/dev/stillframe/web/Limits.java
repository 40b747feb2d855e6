package dev.stillframe.web;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Thresholds.Kind;
import java.math.BigDecimal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a scope's values are held against, in the units that are shown. */
record Limits(Metrics metrics, Thresholds thresholds) {
    /** The limit of a kind for a metric at a time, epoch milliseconds; null where there is none. */
    @Nullable
    Double at(Kind kind, Scope scope, String metric, long t) {
        OptionalLong limit = thresholds.limit(kind, scope.name(), t, metric);
        int index = metrics.indexOf(metric);
        return index < 0 || limit.isEmpty()
                ? null
                : BigDecimal.valueOf(limit.getAsLong(), metrics.get(index).scale())
                        .doubleValue();
    }

    /** Whether a value is on the wrong side of a limit. Nothing is where nobody knows which side is the good one. */
    boolean isWorse(String metric, double value, @Nullable Double limit) {
        return limit != null
                && switch (better(metric)) {
                    case HIGHER -> value < limit;
                    case LOWER -> value > limit;
                    case NEITHER -> false;
                };
    }

    /** Which way of a metric is the good one; neither where the metric is not known. */
    Metric.Better better(String metric) {
        int index = metrics.indexOf(metric);
        return index < 0 ? Metric.Better.NEITHER : metrics.get(index).better();
    }

    /** Whether no value of a metric can be below zero. */
    boolean startsAtZero(String metric) {
        int index = metrics.indexOf(metric);
        return index < 0 || metrics.get(index).min() >= 0;
    }
}
