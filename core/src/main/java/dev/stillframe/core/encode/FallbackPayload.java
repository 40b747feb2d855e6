package dev.stillframe.core.encode;

import dev.stillframe.core.ingest.SampleCheck;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.SnapshotId;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * A payload that a collector computed for its own host, read exactly and held to all that can be known of it. It is published
 * as {@link #encode} writes it, never as it came.
 */
public final class FallbackPayload {
    /** Stands for null in columns. */
    static final long NONE = Long.MIN_VALUE;

    private final SnapshotId id;
    private final Metrics metrics;
    private final long[] t;
    private final long[] count;
    private final long[] failures;
    /** How many points are published, from the first. */
    private final int kept;

    private final long instant;
    /** By the index of the metric; those without any value are absent. */
    private final TreeMap<Integer, Columns> columns = new TreeMap<>();

    /** How long ago a payload may have been computed when it arrives, in milliseconds. */
    private static final long UNDER_WAY = 120_000;

    /** The columns of one metric, in units of {@code 10^-decimals}. */
    record Columns(long[] avg, long[] min, long[] max) {}

    private FallbackPayload(FallbackReader read, long now) {
        this.id = read.id();
        this.metrics = read.metrics();
        this.t = read.longs("t");
        this.count = read.longs("count");
        this.failures = read.longs("failures");
        long to = read.id().window().to(read.id().granularity(), now);
        // The collector's clock may be a little ahead: what lies in a bucket that has not begun yet is left out.
        this.kept = (int) Arrays.stream(t).filter(at -> at < to).count();
        long span = read.id().window().spanMillis();
        long bucket = read.id().window().bucketMillis(read.id().granularity());
        this.instant = kept == 0 ? now : Math.min(now, Math.floorDiv(t[0], bucket) * bucket + span - 1);
    }

    /**
     * The instant, epoch milliseconds, whose window holds all points: that of the parse, or a little earlier where the payload was
     * computed before the window moved on.
     */
    public long instant() {
        return instant;
    }

    /**
     * Reads a payload.
     *
     * @param json the text, valid UTF-8
     * @param now the clock's time, epoch milliseconds
     * @throws IllegalArgumentException with what is wrong, for the one who sent it: when the text is no payload of this snapshot,
     *     a metric is not one of the catalogue in its unit, a value has more decimals than are published or is out of range, or
     *     a point is not within the window as it is now or was two minutes ago
     */
    public static FallbackPayload parse(SnapshotId id, Metrics metrics, byte[] json, long now) {
        FallbackReader read = FallbackReader.read(id, metrics, json);
        FallbackPayload payload = new FallbackPayload(read, now);
        payload.checkPoints(now);
        read.columns().forEach((metric, columns) -> payload.add(metric, columns));
        Payload encoded = payload.encode();
        long all = Arrays.stream(payload.count).sum()
                + Arrays.stream(payload.failures).sum();
        if (read.points() != payload.t.length || read.samples() != all) {
            throw new IllegalArgumentException("'points' or 'samples' do not agree with the arrays");
        }
        // What ties the columns to each other is checked where every payload is checked.
        long[] _ = PayloadParser.parse(id, encoded.json());
        return payload;
    }

    private void checkPoints(long now) {
        // It was computed a moment ago, when the window may have begun a bucket earlier.
        long from = Math.max(id.window().from(id.granularity(), now - UNDER_WAY), SampleCheck.EARLIEST);
        long to = now + SampleCheck.MAX_AHEAD;
        long most = id.window().bucketMillis(id.granularity());
        if (t.length > id.granularity().points()) {
            throw new IllegalArgumentException("it has more points than its granularity");
        }
        if (count.length != t.length || failures.length != t.length) {
            throw new IllegalArgumentException("'t', 'count' and 'failures' differ in length");
        }
        for (int i = 0; i < t.length; i++) {
            if (t[i] < from || t[i] > to) {
                throw new IllegalArgumentException(
                        "t[" + i + "] is not within the window, which is now from " + from + " to " + to);
            }
            boolean possible = count[i] >= 0 && failures[i] >= 0 && count[i] <= most && failures[i] <= most;
            if (!possible || count[i] + failures[i] > most) {
                throw new IllegalArgumentException(
                        "point " + i + " has more samples than its bucket has milliseconds, or fewer than none");
            }
        }
    }

    private void add(int index, Columns read) {
        Metric metric = metrics.get(index);
        long unit = JsonBytes.pow10(metric.scale() - metric.decimals());
        long least = Rounding.divide(metric.min(), unit);
        long greatest = Rounding.divide(metric.max(), unit);
        boolean any = false;
        for (long[] column : new long[][] {read.avg(), read.min(), read.max()}) {
            if (column.length != t.length) {
                throw new IllegalArgumentException(
                        "the arrays of metric " + metric.name() + " differ in length from 't'");
            }
            for (int i = 0; i < column.length; i++) {
                if (column[i] != NONE && (column[i] < least || column[i] > greatest)) {
                    throw new IllegalArgumentException("metric " + metric.name() + " is out of range at point " + i);
                }
                any |= i < kept && column[i] != NONE;
            }
        }
        if (any) {
            columns.put(index, read);
        }
    }

    /** The payload as the product writes it. */
    public Payload encode() {
        long samples = Arrays.stream(count, 0, kept).sum()
                + Arrays.stream(failures, 0, kept).sum();
        JsonBytes out = new JsonBytes();
        out.raw("{\"schema\":1,\"scope\":").string(id.scope().name());
        out.raw(",\"window\":").string(id.window().label());
        out.raw(",\"granularity\":").number(id.granularity().points());
        out.raw(",\"bucketMillis\":").number(id.window().bucketMillis(id.granularity()));
        out.raw(",\"points\":").number(kept).raw(",\"samples\":").number(samples);
        write(out.raw(",\"t\":"), t, kept, 0);
        write(out.raw(",\"count\":"), count, kept, 0);
        write(out.raw(",\"failures\":"), failures, kept, 0);
        out.raw(",\"metrics\":{");
        String separator = "";
        for (var entry : columns.entrySet()) {
            Metric metric = metrics.get(entry.getKey());
            out.raw(separator).string(metric.name()).raw(":{\"unit\":").string(metric.unit());
            write(out.raw(",\"avg\":"), entry.getValue().avg(), kept, metric.decimals());
            write(out.raw(",\"min\":"), entry.getValue().min(), kept, metric.decimals());
            write(out.raw(",\"max\":"), entry.getValue().max(), kept, metric.decimals());
            out.raw("}");
            separator = ",";
        }
        byte[] json = out.raw("}}").toBytes();
        return new Payload(json, Checksum.of(json), kept, samples, kept == 0 ? Long.MIN_VALUE : t[kept - 1]);
    }

    private static void write(JsonBytes out, long[] column, int size, int decimals) {
        out.raw("[");
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.comma();
            }
            if (column[i] == NONE) {
                out.raw("null");
            } else {
                out.decimal(column[i], decimals);
            }
        }
        out.raw("]");
    }
}
