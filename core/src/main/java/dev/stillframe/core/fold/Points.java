package dev.stillframe.core.fold;

import dev.stillframe.core.model.Granularity;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The non-empty buckets of a window at one granularity, oldest first, as columns. Every array has at least {@link #size()}
 * entries, of which the first {@code size()} count. Made to be filled again and again; not for use by several threads.
 */
public final class Points {
    private int size;
    private final long[] t = new long[Granularity.FINEST.points()];
    private final long[] successes = new long[Granularity.FINEST.points()];
    private final long[] failures = new long[Granularity.FINEST.points()];
    private final @Nullable MetricPoints[] metrics;

    /** The columns of one metric. Where {@link #count} is 0, the others mean nothing. Values are in smallest units. */
    public static final class MetricPoints {
        private boolean any;
        private final long[] count = new long[Granularity.FINEST.points()];
        private final long[] sum = new long[Granularity.FINEST.points()];
        private final long[] min = new long[Granularity.FINEST.points()];
        private final long[] max = new long[Granularity.FINEST.points()];

        /** Values in each bucket. */
        public long count(int point) {
            return count[point];
        }

        /** Their sum. */
        public long sum(int point) {
            return sum[point];
        }

        /** The least of them. */
        public long min(int point) {
            return min[point];
        }

        /** The greatest of them. */
        public long max(int point) {
            return max[point];
        }
    }

    /** Columns for a catalogue of so many metrics. */
    public Points(int metrics) {
        this.metrics = new MetricPoints[metrics];
    }

    /** How many points there are. */
    public int size() {
        return size;
    }

    /** Epoch milliseconds of a point's last sample. */
    public long t(int point) {
        return t[point];
    }

    /** Successful samples of a point. */
    public long successes(int point) {
        return successes[point];
    }

    /** Failed samples of a point. */
    public long failures(int point) {
        return failures[point];
    }

    /** The columns of a metric, null when no point has a value of it. */
    public @Nullable MetricPoints metric(int index) {
        MetricPoints points = metrics[index];
        return points != null && points.any ? points : null;
    }

    /** Fills this with the points of a ring at a granularity. */
    void read(Ring ring, Granularity granularity) {
        int factor = granularity.finestPerBucket();
        long coarseHead = Math.floorDiv(ring.head(), factor);
        long first = (coarseHead - granularity.points() + 1) * factor;
        size = 0;
        // One pass over the ring finds the points, one pass a metric fills its columns: columns stay in the cache.
        int[] pointOfSlot = new int[Ring.SIZE];
        Arrays.fill(pointOfSlot, -1);
        long coarse = Long.MIN_VALUE;
        for (long bucket = first; bucket <= ring.head(); bucket++) {
            int slot = Ring.slot(bucket);
            if (ring.successes[slot] + ring.failures[slot] == 0) {
                continue;
            }
            long its = Math.floorDiv(bucket, factor);
            if (its != coarse) {
                coarse = its;
                t[size] = ring.last[slot];
                successes[size] = 0;
                failures[size] = 0;
                size++;
            }
            int point = size - 1;
            t[point] = Math.max(t[point], ring.last[slot]);
            successes[point] += ring.successes[slot];
            failures[point] += ring.failures[slot];
            pointOfSlot[slot] = point;
        }
        for (int m = 0; m < metrics.length; m++) {
            Ring.Column column = ring.columns[m];
            MetricPoints points = metrics[m];
            if (points == null && column != null) {
                points = new MetricPoints();
                metrics[m] = points;
            }
            if (points != null) {
                points.any = false;
                Arrays.fill(points.count, 0, size, 0);
                if (column != null) {
                    merge(column, pointOfSlot, points);
                }
            }
        }
    }

    private static void merge(Ring.Column column, int[] pointOfSlot, MetricPoints points) {
        for (int slot = 0; slot < Ring.SIZE; slot++) {
            int point = pointOfSlot[slot];
            if (point < 0 || column.count[slot] == 0) {
                continue;
            }
            points.any = true;
            if (points.count[point] == 0) {
                points.sum[point] = column.sum[slot];
                points.min[point] = column.min[slot];
                points.max[point] = column.max[slot];
            } else {
                points.sum[point] += column.sum[slot];
                points.min[point] = Math.min(points.min[point], column.min[slot]);
                points.max[point] = Math.max(points.max[point], column.max[slot]);
            }
            points.count[point] += column.count[slot];
        }
    }
}
