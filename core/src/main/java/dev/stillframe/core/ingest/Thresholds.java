package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import java.util.HashMap;
import java.util.Map;

/** What the samples of a host must not be worse than, lest the host is built at once. */
public final class Thresholds {
    /** None for any host. */
    public static final Thresholds NONE = new Thresholds(Metrics.BUILT_IN, Map.of());

    private final Metrics metrics;
    private final Map<String, Map<String, Long>> minimum;

    /**
     * Thresholds by host.
     *
     * @param metrics the deployment's catalogue
     * @param minimum by host and metric name, the least good value, in smallest units; what names no metric is left out of account
     */
    public Thresholds(Metrics metrics, Map<String, Map<String, Long>> minimum) {
        this.metrics = metrics;
        this.minimum = new HashMap<>();
        minimum.forEach((host, values) -> this.minimum.put(host, Map.copyOf(values)));
    }

    /**
     * Whether a sample of a host that has thresholds is a failed test, or has a value on the wrong side of one: above it where
     * lower is better, else below it. False for every other host.
     */
    public boolean isWorse(Sample sample) {
        Map<String, Long> limits = minimum.get(sample.host());
        if (limits == null) {
            return false;
        }
        return sample.isFailure()
                || limits.entrySet().stream().anyMatch(limit -> isWorse(sample, limit.getKey(), limit.getValue()));
    }

    private boolean isWorse(Sample sample, String name, long limit) {
        int index = metrics.indexOf(name);
        if (index < 0 || !sample.values().has(index)) {
            return false;
        }
        long value = sample.values().get(index);
        return metrics.get(index).better() == Metric.Better.LOWER ? value > limit : value < limit;
    }
}
