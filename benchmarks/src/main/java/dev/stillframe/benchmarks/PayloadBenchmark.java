package dev.stillframe.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The work of {@link PayloadsProgram} for JMH: for its profilers, such as {@code -prof gc} and {@code -prof stack}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PayloadBenchmark {
    /** Metrics of each sample. */
    @Param({"3", "5"})
    public int metrics;

    private PayloadWork work = new PayloadWork(1);

    /** Folds the twelve months. */
    @Setup
    public void fold() {
        work.close();
        work = new PayloadWork(metrics);
    }

    /** Frees what gzip holds. */
    @TearDown
    public void free() {
        work.close();
    }

    /** Points of the 24 from the rings. */
    @Benchmark
    public long points() {
        return work.points();
    }

    /** Texts of the 24, with checksums. */
    @Benchmark
    public long encode() {
        return work.encode();
    }

    /** The 24 compressed. */
    @Benchmark
    public long compress() {
        return work.compress();
    }

    /** One sample folded, the 24 encoded and compressed. */
    @Benchmark
    public long all() {
        return work.all();
    }
}
