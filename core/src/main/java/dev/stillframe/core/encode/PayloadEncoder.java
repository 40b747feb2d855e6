package dev.stillframe.core.encode;

import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.fold.Points;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.SnapshotId;

/**
 * Writes payloads in the format of docs/FORMAT.md. Holds its buffers for the next one, so it is not for use by several
 * threads at once.
 */
public final class PayloadEncoder {
    private final Metrics metrics;
    private final Points points;
    private final JsonBytes out = new JsonBytes();

    /** An encoder for a catalogue. */
    public PayloadEncoder(Metrics metrics) {
        this.metrics = metrics;
        this.points = new Points(metrics.size());
    }

    /** The payload of a snapshot from the state of its scope. It depends on nothing else. */
    public Payload encode(SnapshotId id, FoldState state) {
        state.read(id.window(), id.granularity(), points);
        int size = points.size();
        long samples = 0;
        for (int i = 0; i < size; i++) {
            samples += points.successes(i) + points.failures(i);
        }
        out.clear();
        out.raw("{\"schema\":1,\"scope\":").string(id.scope().name());
        out.raw(",\"window\":\"").raw(id.window().label()).raw("\",\"granularity\":");
        out.number(id.granularity().points());
        out.raw(",\"bucketMillis\":").number(id.window().bucketMillis(id.granularity()));
        out.raw(",\"points\":").number(size).raw(",\"samples\":").number(samples);
        out.raw(",\"t\":[");
        for (int i = 0; i < size; i++) {
            separate(i).number(points.t(i));
        }
        out.raw("],\"count\":[");
        for (int i = 0; i < size; i++) {
            separate(i).number(points.successes(i));
        }
        out.raw("],\"failures\":[");
        for (int i = 0; i < size; i++) {
            separate(i).number(points.failures(i));
        }
        out.raw("],\"metrics\":{");
        boolean first = true;
        for (int m = 0; m < metrics.size(); m++) {
            Points.MetricPoints columns = points.metric(m);
            if (columns != null) {
                if (!first) {
                    out.comma();
                }
                first = false;
                writeMetric(metrics.get(m), columns, size);
            }
        }
        byte[] json = out.raw("}}").toBytes();
        long last = Long.MIN_VALUE;
        if (size > 0) {
            last = points.t(size - 1);
        }
        return new Payload(json, Checksum.of(json), size, samples, last);
    }

    private void writeMetric(Metric metric, Points.MetricPoints columns, int size) {
        int decimals = metric.decimals();
        long unit = JsonBytes.pow10(metric.scale() - decimals);
        out.string(metric.name()).raw(":{\"unit\":").string(metric.unit()).raw(",\"avg\":[");
        for (int i = 0; i < size; i++) {
            if (absent(i, columns)) {
                continue;
            }
            out.decimal(Rounding.divide(columns.sum(i), columns.count(i) * unit), decimals);
        }
        out.raw("],\"min\":[");
        for (int i = 0; i < size; i++) {
            if (absent(i, columns)) {
                continue;
            }
            out.decimal(Rounding.divide(columns.min(i), unit), decimals);
        }
        out.raw("],\"max\":[");
        for (int i = 0; i < size; i++) {
            if (absent(i, columns)) {
                continue;
            }
            out.decimal(Rounding.divide(columns.max(i), unit), decimals);
        }
        out.raw("]}");
    }

    /** Writes the separator, and null where there is no value. */
    private boolean absent(int point, Points.MetricPoints columns) {
        separate(point);
        if (columns.count(point) == 0) {
            out.raw("null");
            return true;
        }
        return false;
    }

    private JsonBytes separate(int index) {
        return index == 0 ? out : out.comma();
    }
}
