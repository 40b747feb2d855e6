package dev.stillframe.core.encode;

import java.util.List;

/**
 * A payload as it was read. All arrays have one entry a point, oldest first; they are not to be changed.
 *
 * @param bucketMillis length of a bucket in milliseconds
 * @param t time of each point's last sample, epoch milliseconds, ascending
 * @param count successful samples of each point
 * @param failures failed samples of each point
 * @param metrics those that have a value, in the order of the file
 */
public record PayloadColumns(long bucketMillis, long[] t, long[] count, long[] failures, List<Column> metrics) {
    /** Copies the list. */
    public PayloadColumns {
        metrics = List.copyOf(metrics);
    }

    /**
     * One metric; NaN stands where a point has no value.
     *
     * @param name its name
     * @param unit the unit of its values, as the file says
     * @param avg average of each point
     * @param min least value of each point
     * @param max greatest value of each point
     */
    public record Column(String name, String unit, double[] avg, double[] min, double[] max) {}
}
