package dev.stillframe.benchmarks;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * How long one piece of work takes: the middle of many runs, and how far they spread.
 *
 * @param runs how many were measured
 * @param median nanoseconds
 * @param p10 nanoseconds that a tenth of the runs stayed below
 * @param p90 nanoseconds that nine tenths of the runs stayed below
 */
record Timing(int runs, double median, double p10, double p90) {
    private static final long WARM_UP_NANOS = 700_000_000L;
    private static final long MEASURED_NANOS = 700_000_000L;
    private static final int LEAST_RUNS = 11;
    private static final int MOST_RUNS = 2_000;

    /** Takes what work has computed, so that no compiler leaves the work out. */
    private static volatile long sink;

    /** Runs the work until it is warm, then measures it. The work answers with something made from all it did. */
    static Timing of(LongSupplier work) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        for (int i = 0; i < LEAST_RUNS || System.nanoTime() < end; i++) {
            sink += work.getAsLong();
        }
        long[] nanos = new long[MOST_RUNS];
        int runs = 0;
        end = System.nanoTime() + MEASURED_NANOS;
        while (runs < MOST_RUNS && (runs < LEAST_RUNS || System.nanoTime() < end)) {
            long start = System.nanoTime();
            sink += work.getAsLong();
            nanos[runs++] = System.nanoTime() - start;
        }
        return of(Arrays.copyOf(nanos, runs));
    }

    /** From measured times in nanoseconds, at least one. */
    static Timing of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0;
        return new Timing(n, median, sorted[n / 10], sorted[Math.min(n - 1, n * 9 / 10)]);
    }

    /** The median in milliseconds. */
    double millis() {
        return median / 1e6;
    }

    /** The median in milliseconds with two decimals. */
    String shown() {
        return Table.number(millis(), 2);
    }

    /** A tenth and nine tenths of the runs, in milliseconds. */
    String spread() {
        return Table.number(p10 / 1e6, 2) + " to " + Table.number(p90 / 1e6, 2);
    }
}
