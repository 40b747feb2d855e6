package dev.stillframe.core.fold;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.pack.Packer;
import dev.stillframe.core.pack.SampleCodec;
import dev.stillframe.core.pack.Unpacker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The stored form of a {@link FoldState}: equal states give equal bytes. Format 1, all numbers as {@link Packer} writes them:
 *
 * <pre>
 * format (1 byte) · now · completeUntil · count of metrics, their names
 * for each window: non-empty buckets, the oldest first:
 *     buckets skipped since the last one · successes · failures · last sample's time in the bucket
 *     for each metric: values - successes; if there are values: min, floor(avg) - min, sum - floor(avg) * values, max - floor(avg)
 * count of samples ahead: for each number, time, host, body
 * </pre>
 */
public final class FoldCodec {
    private static final int FORMAT = 1;

    private FoldCodec() {}

    /** The bytes of a state. */
    public static byte[] write(FoldState state) {
        Packer out = new Packer();
        out.u8(FORMAT).signed(state.now()).signed(state.completeUntil());
        out.unsigned(state.metrics().size());
        for (Metric metric : state.metrics().list()) {
            out.text(metric.name());
        }
        for (Ring ring : state.rings()) {
            writeRing(out, ring);
        }
        List<FoldState.Ahead> ahead = state.ahead();
        int[] numbers = IntStream.range(0, state.metrics().size()).toArray();
        out.unsigned(ahead.size());
        for (FoldState.Ahead a : ahead) {
            out.unsigned(a.seq()).signed(a.sample().t()).text(a.sample().host());
            SampleCodec.write(out, a.sample(), numbers);
        }
        return out.toBytes();
    }

    /**
     * Reads a state back.
     *
     * @throws IllegalArgumentException when the bytes are no state of this format and catalogue
     */
    public static FoldState read(byte[] bytes, Metrics metrics) {
        Unpacker in = new Unpacker(bytes);
        int format = in.u8();
        if (format != FORMAT) {
            throw new IllegalArgumentException("state format " + format + " is not " + FORMAT);
        }
        FoldState state = new FoldState(metrics, in.signed());
        final long until = in.signed();
        int count = in.count(Metrics.MAX);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(in.text());
        }
        if (!names.equals(metrics.list().stream().map(Metric::name).toList())) {
            throw new IllegalArgumentException("the state has the metrics " + names);
        }
        for (Ring ring : state.rings()) {
            readRing(in, ring);
        }
        int[] indexes = IntStream.range(0, metrics.size()).toArray();
        int waiting = in.count(FoldState.MAX_AHEAD);
        List<FoldState.Ahead> ahead = new ArrayList<>(waiting);
        for (int i = 0; i < waiting; i++) {
            long seq = in.unsigned();
            long t = in.signed();
            Sample sample = SampleCodec.read(in, in.text(), t, indexes);
            ahead.add(new FoldState.Ahead(seq, sample));
        }
        if (!in.atEnd()) {
            throw new IllegalArgumentException("the state has bytes after its end");
        }
        state.restore(until, ahead);
        return state;
    }

    /** The bytes of all windows alone, without what waits ahead: equal rings give equal bytes. */
    public static byte[] rings(FoldState state) {
        Packer out = new Packer();
        for (Ring ring : state.rings()) {
            writeRing(out, ring);
        }
        return out.toBytes();
    }

    private static void writeRing(Packer out, Ring ring) {
        int points = 0;
        for (int slot = 0; slot < Ring.SIZE; slot++) {
            points += ring.successes[slot] + ring.failures[slot] > 0 ? 1 : 0;
        }
        out.unsigned(points);
        long next = ring.head() - Ring.SIZE + 1;
        for (long bucket = next; bucket <= ring.head(); bucket++) {
            int slot = Ring.slot(bucket);
            if (ring.successes[slot] + ring.failures[slot] == 0) {
                continue;
            }
            out.unsigned(bucket - next).unsigned(ring.successes[slot]).unsigned(ring.failures[slot]);
            out.unsigned(ring.last[slot] - bucket * ring.bucketMillis);
            for (Ring.Column column : ring.columns) {
                int values = column == null ? 0 : column.count[slot];
                out.signed(values - (long) ring.successes[slot]);
                if (column != null && values > 0) {
                    long floor = Math.floorDiv(column.sum[slot], values);
                    out.signed(column.min[slot]).unsigned(floor - column.min[slot]);
                    out.unsigned(column.sum[slot] - floor * values).unsigned(column.max[slot] - floor);
                }
            }
            next = bucket + 1;
        }
    }

    private static void readRing(Unpacker in, Ring ring) {
        int points = in.count(Ring.SIZE);
        long next = ring.head() - Ring.SIZE + 1;
        for (int p = 0; p < points; p++) {
            long bucket = next + in.count(Ring.SIZE);
            int slot = Ring.slot(bucket);
            ring.successes[slot] = in.count(Integer.MAX_VALUE);
            ring.failures[slot] = in.count(Integer.MAX_VALUE);
            ring.last[slot] = bucket * ring.bucketMillis + in.unsigned();
            for (int m = 0; m < ring.columns.length; m++) {
                long values = in.signed() + ring.successes[slot];
                if (values < 0 || values > ring.successes[slot]) {
                    throw new IllegalArgumentException("the state has a bucket with " + values + " values");
                }
                if (values > 0) {
                    Ring.Column column = ring.column(m);
                    column.count[slot] = (int) values;
                    column.min[slot] = in.signed();
                    long floor = column.min[slot] + in.unsigned();
                    column.sum[slot] = floor * values + in.unsigned();
                    column.max[slot] = floor + in.unsigned();
                }
            }
            next = bucket + 1;
        }
        if (next > ring.head() + 1) {
            throw new IllegalArgumentException("the state has a bucket past the present one");
        }
    }
}
