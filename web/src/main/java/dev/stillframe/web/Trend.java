package dev.stillframe.web;

import dev.stillframe.core.encode.PayloadColumns;
import dev.stillframe.core.encode.PayloadColumns.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** From a payload to what is drawn: where the line breaks, and where nothing was measured. The same rules as {@code series.js}. */
final class Trend {
    /** The share of distances between samples that are not longer than the usual one, where one source reports. */
    static final double ONE_SOURCE = 0.5;

    /** The same where nobody knows how many sources report, each at its own time. */
    static final double MANY_SOURCES = 0.95;

    private Trend() {}

    /**
     * A span without any sample.
     *
     * @param from epoch milliseconds
     * @param to epoch milliseconds
     */
    record Silence(long from, long to) {}

    /** The usual distance of consecutive times, in milliseconds, or 0 when there are fewer than two. */
    static long typicalStep(long[] times, double share) {
        if (times.length < 2) {
            return 0;
        }
        long[] steps = new long[times.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
        }
        Arrays.sort(steps);
        return steps[(int) Math.floor((steps.length - 1) * share)];
    }

    /** The longest distance that still counts as going on, in milliseconds: 2.5 usual steps, but not less than two buckets. */
    static double longestStep(long[] times, long bucketMillis, double share) {
        return Math.max(2.5 * typicalStep(times, share), 2.0 * bucketMillis);
    }

    /** Indexes of the points at which a metric has a value, in runs that a line may join. */
    static List<int[]> runs(PayloadColumns payload, Column metric, double share) {
        long[] t = payload.t();
        int[] present = IntStream.range(0, t.length).filter(i -> has(metric, i)).toArray();
        double limit =
                longestStep(Arrays.stream(present).mapToLong(i -> t[i]).toArray(), payload.bucketMillis(), share);
        List<int[]> runs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= present.length; i++) {
            boolean joined = i < present.length
                    && t[present[i]] - t[present[i - 1]] <= limit
                    && !failedBetween(payload, present[i - 1], present[i]);
            if (!joined) {
                runs.add(Arrays.copyOfRange(present, start, i));
                start = i;
            }
        }
        return runs;
    }

    private static boolean failedBetween(PayloadColumns payload, int from, int to) {
        return IntStream.range(from + 1, to).anyMatch(i -> payload.count()[i] == 0 && payload.failures()[i] > 0);
    }

    /** Spans without any sample from {@code start} to {@code end} that are longer than a line may cross; a failed test is a sample. */
    static List<Silence> silences(PayloadColumns payload, long start, long end, double share) {
        double limit = longestStep(payload.t(), payload.bucketMillis(), share);
        List<Silence> found = new ArrayList<>();
        long last = start;
        for (long t : payload.t()) {
            if (t > start && t < end) {
                add(found, last, t, limit);
                last = t;
            }
        }
        add(found, last, end, limit);
        return found;
    }

    private static void add(List<Silence> found, long from, long to, double limit) {
        if (to - from > limit) {
            found.add(new Silence(from, to));
        }
    }

    /** Index of the newest point at which a metric has a value, or -1. */
    static int newest(Column metric) {
        int i = metric.avg().length - 1;
        while (i >= 0 && !has(metric, i)) {
            i--;
        }
        return i;
    }

    /** Whether a metric has a value at a point. */
    static boolean has(Column metric, int point) {
        return !Double.isNaN(metric.avg()[point]);
    }

    /** The least value of all, NaN without one. */
    static double least(Column metric) {
        return Arrays.stream(metric.min()).filter(v -> !Double.isNaN(v)).min().orElse(Double.NaN);
    }

    /** The greatest value of all, NaN without one. */
    static double greatest(Column metric) {
        return Arrays.stream(metric.max()).filter(v -> !Double.isNaN(v)).max().orElse(Double.NaN);
    }
}
