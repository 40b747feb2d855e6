package dev.stillframe.core.export;

import dev.stillframe.core.ingest.SampleCheck;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hands out the samples of a scope by time and host, as they were when it began. Reads slices of time so narrow that few samples are
 * in memory at once, however many there are.
 */
public final class Export {
    /** The most samples in memory, unless more are of one millisecond. */
    private static final int AT_ONCE = 50_000;

    private static final long FIRST_SLICE = 24 * 3_600_000L;
    private static final long WIDEST_SLICE = 3650 * FIRST_SLICE;

    private final SampleStore samples;
    private final int atOnce;

    /** Of a store. */
    public Export(SampleStore samples) {
        this(samples, AT_ONCE);
    }

    Export(SampleStore samples, int atOnce) {
        this.samples = samples;
        this.atOnce = atOnce;
    }

    /** Told how far an export is: so many samples, and up to which time (epoch milliseconds). */
    @FunctionalInterface
    public interface Progress {
        /** So far. */
        void at(long count, long t);
    }

    /**
     * What was written.
     *
     * @param count samples
     * @param unfit samples that were left out: tests that did not fail, whose metrics are no longer declared
     */
    public record Result(long count, long unfit) {}

    /**
     * Writes the samples that count, none from before 2000: none is ever taken in.
     *
     * @param from the first time, epoch milliseconds
     * @param to the last time, epoch milliseconds
     * @param lines takes the lines, without their ends
     */
    public Result run(Scope scope, long from, long to, SampleForm form, Consumer<String> lines, Progress progress) {
        if (!form.header().isEmpty()) {
            lines.accept(form.header());
        }
        List<Sample> newest = samples.newest(scope, to, 1);
        Position head = samples.head(scope);
        long end = newest.isEmpty() ? Long.MIN_VALUE : newest.getFirst().t();
        long start = Math.max(from, SampleCheck.EARLIEST);
        long width = FIRST_SLICE;
        long count = 0;
        long unfit = 0;
        while (start <= end) {
            long last = Math.min(end, start + width - 1);
            List<Sample> slice = slice(scope, start, last, head);
            if (slice.size() > atOnce && width > 1) {
                width /= 2;
                continue;
            }
            for (Sample sample : slice) {
                if (sample.values().isEmpty() && !sample.isFailure()) {
                    unfit++;
                } else {
                    lines.accept(form.line(sample));
                    count++;
                }
            }
            progress.at(count, last);
            start = last + 1;
            width = slice.size() <= atOnce / 2 ? Math.min(WIDEST_SLICE, width * 2) : width;
        }
        return new Result(count, unfit);
    }

    /** By time and host. When it has more samples than may be, these are only so many that it shows. */
    private List<Sample> slice(Scope scope, long from, long to, Position head) {
        List<Sample> slice = new ArrayList<>();
        samples.scan(scope, from, to, head, (seq, sample) -> {
            if (slice.size() <= atOnce || from == to) {
                slice.add(sample);
            }
        });
        slice.sort(Comparator.comparingLong(Sample::t).thenComparing(Sample::host));
        return slice;
    }
}
