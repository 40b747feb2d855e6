package dev.stillframe.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How long one piece of work takes: the middle of many runs. The processor's time is that of the measuring thread alone: on a
 * machine that does other things too it says more than the clock.
 *
 * @param runs how many were measured
 * @param median nanoseconds by the clock
 * @param p10 nanoseconds by the clock that a tenth of the runs stayed below
 * @param p90 nanoseconds by the clock that nine tenths of the runs stayed below
 * @param processor nanoseconds of the processor, the median; 0 where it was not measured
 */
record Timing(int runs, double median, double p10, double p90, double processor) {
    private static final long WARM_UP_NANOS = 1_500_000_000L;
    private static final long MEASURED_NANOS = 700_000_000L;
    private static final int LEAST_RUNS = 11;
    private static final int MOST_RUNS = 2_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Takes what work has computed, so that no compiler leaves the work out. */
    private static final AtomicLong SINK = new AtomicLong();

    /** Runs the work until it is warm, then measures it. The work answers with something made from all it did. */
    static Timing of(LongSupplier work) {
        long sum = 0;
        // Of the processor: on a busy machine a second by the clock may be far too little for the compilers.
        long warm = THREADS.getCurrentThreadCpuTime() + WARM_UP_NANOS;
        for (int i = 0; i < LEAST_RUNS || THREADS.getCurrentThreadCpuTime() < warm; i++) {
            sum += work.getAsLong();
        }
        long[] clock = new long[MOST_RUNS];
        long[] processor = new long[MOST_RUNS];
        int runs = 0;
        long end = System.nanoTime() + MEASURED_NANOS;
        while (runs < MOST_RUNS && (runs < LEAST_RUNS || System.nanoTime() < end)) {
            long used = THREADS.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            sum += work.getAsLong();
            clock[runs] = System.nanoTime() - start;
            processor[runs++] = THREADS.getCurrentThreadCpuTime() - used;
        }
        SINK.addAndGet(sum);
        return of(Arrays.copyOf(clock, runs), Arrays.copyOf(processor, runs));
    }

    /** From times by the clock in nanoseconds, at least one. */
    static Timing of(long[] clock) {
        return of(clock, new long[1]);
    }

    /** From times by the clock and of the processor in nanoseconds, at least one of each. */
    static Timing of(long[] clock, long[] processor) {
        long[] sorted = clock.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return new Timing(n, median(clock), sorted[n / 10], sorted[Math.min(n - 1, n * 9 / 10)], median(processor));
    }

    private static double median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
    }

    /** The median by the clock, in milliseconds. */
    double millis() {
        return median / 1e6;
    }

    /** The median by the clock, in milliseconds with two decimals. */
    String shown() {
        return Table.number(millis(), 2);
    }

    /** The median of the processor's time, in milliseconds with two decimals. */
    String processorShown() {
        return Table.number(processor / 1e6, 2);
    }

    /** A tenth and nine tenths of the runs by the clock, in milliseconds. */
    String spread() {
        return Table.number(p10 / 1e6, 2) + " to " + Table.number(p90 / 1e6, 2);
    }
}
