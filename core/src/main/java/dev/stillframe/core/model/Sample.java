package dev.stillframe.core.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measurement at one host at one instant. Its identity is (host, t).
 *
 * @param host the host that measured, valid by {@link Scope#isHost}
 * @param t epoch milliseconds, UTC
 * @param values the metric values
 * @param error why a test failed, null when it did not; at most {@link #MAX_TEXT} characters
 * @param labels further facts by name (server, isp, connectionType, prober), each at most {@link #MAX_TEXT} characters
 * @param failed whether this is a failed test; one that is not may still have no value of any metric that is declared now
 */
public record Sample(
        String host, long t, Values values, @Nullable String error, Map<String, String> labels, boolean failed) {
    /** The most characters an error text or a label may have; longer ones are cut by whoever takes a sample in. */
    public static final int MAX_TEXT = 200;

    /** Copies the labels. */
    public Sample {
        labels = Map.copyOf(labels);
    }

    /** A sample that is a failed test exactly when it has no value. */
    public Sample(String host, long t, Values values, @Nullable String error, Map<String, String> labels) {
        this(host, t, values, error, labels, values.isEmpty());
    }

    /** A sample with values and no labels. */
    public static Sample of(String host, long t, long... values) {
        return new Sample(host, t, Values.of(values), null, Map.of());
    }

    /** A failed test without labels. */
    public static Sample failed(String host, long t, String error) {
        return new Sample(host, t, Values.NONE, error, Map.of());
    }

    /** Whether this is a failed test. */
    public boolean isFailure() {
        return failed;
    }
}
