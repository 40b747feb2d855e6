package dev.stillframe.benchmarks;

import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.fold.Points;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.SnapshotId;
import java.io.ByteArrayOutputStream;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Peer: the same payload by Jackson's streaming generator, with averages in floating point. */
final class JacksonPayload {
    private final JsonFactory factory = new JsonFactory();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1 << 17);
    private final Metrics metrics;
    private final Points points;

    JacksonPayload(Metrics metrics) {
        this.metrics = metrics;
        this.points = new Points(metrics.size());
    }

    /** The JSON of a snapshot. It differs from the product's in whole numbers only, which end in {@code .0} here. */
    byte[] encode(SnapshotId id, FoldState state) {
        state.read(id.window(), id.granularity(), points);
        buffer.reset();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), buffer)) {
            json.writeStartObject();
            json.writeNumberProperty("schema", 1);
            json.writeStringProperty("scope", id.scope().name());
            json.writeStringProperty("window", id.window().label());
            json.writeNumberProperty("granularity", id.granularity().points());
            json.writeNumberProperty("bucketMillis", id.window().bucketMillis(id.granularity()));
            json.writeNumberProperty("points", points.size());
            long samples = 0;
            for (int i = 0; i < points.size(); i++) {
                samples += points.successes(i) + points.failures(i);
            }
            json.writeNumberProperty("samples", samples);
            longs(json, "t", points::t);
            longs(json, "count", points::successes);
            longs(json, "failures", points::failures);
            json.writeObjectPropertyStart("metrics");
            for (int m = 0; m < metrics.size(); m++) {
                Points.MetricPoints columns = points.metric(m);
                if (columns != null) {
                    metric(json, metrics.get(m), columns);
                }
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return buffer.toByteArray();
    }

    private void metric(JsonGenerator json, Metric metric, Points.MetricPoints columns) {
        double unit = Math.pow(10, metric.scale());
        json.writeObjectPropertyStart(metric.name());
        json.writeStringProperty("unit", metric.unit());
        doubles(json, "avg", columns, i -> columns.sum(i) / (double) columns.count(i) / unit);
        doubles(json, "min", columns, i -> columns.min(i) / unit);
        doubles(json, "max", columns, i -> columns.max(i) / unit);
        json.writeEndObject();
    }

    private void longs(JsonGenerator json, String name, IntToLongFunction value) {
        json.writeArrayPropertyStart(name);
        for (int i = 0; i < points.size(); i++) {
            json.writeNumber(value.applyAsLong(i));
        }
        json.writeEndArray();
    }

    private void doubles(JsonGenerator json, String name, Points.MetricPoints columns, IntToDoubleFunction value) {
        json.writeArrayPropertyStart(name);
        for (int i = 0; i < points.size(); i++) {
            if (columns.count(i) == 0) {
                json.writeNull();
            } else {
                json.writeNumber(Math.round(value.applyAsDouble(i) * 100) / 100.0);
            }
        }
        json.writeEndArray();
    }
}
