package dev.stillframe.core.fold;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.model.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The newest 500 buckets of one window, at its finest granularity. The bucket with index {@code i = floor(t / bucketMillis)}
 * lives in slot {@code i mod 500}; the ring holds the indexes {@code head - 499} to {@code head}.
 *
 * <p>Counts fit an int for up to 2^31 samples a bucket; sums then fit a long, see {@link
 * dev.stillframe.core.model.Metric#LIMIT}.
 */
final class Ring {
    static final int SIZE = Granularity.FINEST.points();

    final Window window;
    final long bucketMillis;
    /** Index of the bucket that holds the present instant. */
    private long head;

    final int[] successes = new int[SIZE];
    final int[] failures = new int[SIZE];
    final long[] last = new long[SIZE];
    /** For each metric its column, null while it has had no value. */
    final @Nullable Column[] columns;

    /** Count, sum, least and greatest value of one metric for each slot. */
    static final class Column {
        final int[] count = new int[SIZE];
        final long[] sum = new long[SIZE];
        final long[] min = new long[SIZE];
        final long[] max = new long[SIZE];
    }

    Ring(Window window, int metrics, long now) {
        this.window = window;
        this.bucketMillis = window.bucketMillis(Granularity.FINEST);
        this.head = Math.floorDiv(now, bucketMillis);
        this.columns = new Column[metrics];
    }

    long head() {
        return head;
    }

    static int slot(long bucket) {
        return (int) Math.floorMod(bucket, (long) SIZE);
    }

    /** Moves to a later instant: the buckets that fall out of the window are emptied. */
    void advance(long now) {
        long next = Math.floorDiv(now, bucketMillis);
        if (next < head) {
            throw new IllegalArgumentException("a ring cannot go back from bucket " + head + " to " + next);
        }
        if (next - head >= SIZE) {
            clear(0, SIZE);
        } else if (next > head) {
            int first = slot(head + 1);
            int count = (int) (next - head);
            int untilEnd = Math.min(count, SIZE - first);
            clear(first, first + untilEnd);
            clear(0, count - untilEnd);
        }
        head = next;
    }

    private void clear(int from, int to) {
        Arrays.fill(successes, from, to, 0);
        Arrays.fill(failures, from, to, 0);
        Arrays.fill(last, from, to, 0);
        for (Column column : columns) {
            if (column != null) {
                Arrays.fill(column.count, from, to, 0);
                Arrays.fill(column.sum, from, to, 0);
                Arrays.fill(column.min, from, to, 0);
                Arrays.fill(column.max, from, to, 0);
            }
        }
    }

    /** Folds a sample that is not ahead of the present bucket; one that is too old for the window changes nothing. */
    void add(Sample sample) {
        long bucket = Math.floorDiv(sample.t(), bucketMillis);
        if (bucket <= head - SIZE) {
            return;
        }
        int slot = slot(bucket);
        last[slot] = successes[slot] + failures[slot] == 0 ? sample.t() : Math.max(last[slot], sample.t());
        if (sample.isFailure()) {
            failures[slot]++;
            return;
        }
        successes[slot]++;
        Values values = sample.values();
        for (int m = 0; m < Math.min(columns.length, values.length()); m++) {
            if (values.has(m)) {
                add(column(m), slot, values.get(m));
            }
        }
    }

    Column column(int metric) {
        Column column = columns[metric];
        if (column == null) {
            column = new Column();
            columns[metric] = column;
        }
        return column;
    }

    private static void add(Column column, int slot, long value) {
        if (column.count[slot]++ == 0) {
            column.sum[slot] = value;
            column.min[slot] = value;
            column.max[slot] = value;
        } else {
            column.sum[slot] += value;
            column.min[slot] = Math.min(column.min[slot], value);
            column.max[slot] = Math.max(column.max[slot], value);
        }
    }
}
