package dev.stillframe.core.encode;

import dev.stillframe.core.model.SnapshotId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a payload and holds it to the format: every field there once and of its kind, all arrays of one length, times
 * ascending with one a bucket, counts that add up, least ≤ average ≤ greatest.
 */
public final class PayloadParser {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> FIELDS = Set.of(
            "schema",
            "scope",
            "window",
            "granularity",
            "bucketMillis",
            "points",
            "samples",
            "t",
            "count",
            "failures",
            "metrics");
    private static final Set<String> METRIC_FIELDS = Set.of("unit", "avg", "min", "max");

    private final JsonParser parser;
    private final Set<String> seen = new HashSet<>();
    private final List<PayloadColumns.Column> metrics = new ArrayList<>();
    private long points = -1;
    private long samples = -1;
    private long bucketMillis = 1;
    private long[] t = {};
    private long[] count = {};
    private long[] failures = {};

    private PayloadParser(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads the payload of a snapshot.
     *
     * @return epoch milliseconds of each point, oldest first
     * @throws IllegalArgumentException with what is wrong, when the JSON text is not a valid payload of it
     */
    public static long[] parse(SnapshotId id, byte[] json) {
        return columns(id, json).t();
    }

    /**
     * Reads the payload of a snapshot with all that is in it.
     *
     * @throws IllegalArgumentException with what is wrong, when the JSON text is not a valid payload of it
     */
    public static PayloadColumns columns(SnapshotId id, byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            return new PayloadParser(parser).read(id);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(id + " is no whole JSON: " + e.getOriginalMessage(), e);
        }
    }

    private PayloadColumns read(SnapshotId id) {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "it is no object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            expect(FIELDS.contains(name) && seen.add(name), "field " + name + " is unknown or there twice");
            parser.nextToken();
            switch (name) {
                case "schema" -> expect(parser.getLongValue() == 1, "the schema is not 1");
                case "scope" -> expect(parser.getString().equals(id.scope().name()), "it is of another scope");
                case "window" -> expect(parser.getString().equals(id.window().label()), "it is of another window");
                case "granularity" ->
                    expect(parser.getLongValue() == id.granularity().points(), "it is of another granularity");
                case "bucketMillis" -> bucketMillis = parser.getLongValue();
                case "points" -> points = parser.getLongValue();
                case "samples" -> samples = parser.getLongValue();
                case "t" -> t = wholes(name);
                case "count" -> count = wholes(name);
                case "failures" -> failures = wholes(name);
                default -> readMetrics();
            }
        }
        expect(parser.nextToken() == null, "something stands after its end");
        expect(seen.size() == FIELDS.size(), "a field is missing");
        expect(bucketMillis == id.window().bucketMillis(id.granularity()), "bucketMillis is wrong");
        expect(points <= id.granularity().points(), "it has more points than its granularity");
        check();
        return new PayloadColumns(bucketMillis, t, count, failures, metrics);
    }

    private void readMetrics() {
        expect(parser.currentToken() == JsonToken.START_OBJECT, "metrics is no object");
        Set<String> names = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String metric = parser.currentName();
            expect(names.add(metric), "metric " + metric + " is there twice");
            expect(parser.nextToken() == JsonToken.START_OBJECT, "metric " + metric + " is no object");
            Set<String> fields = new HashSet<>();
            String unit = "";
            double[] avg = {};
            double[] min = {};
            double[] max = {};
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                expect(METRIC_FIELDS.contains(name) && fields.add(name), metric + " has a field " + name);
                parser.nextToken();
                switch (name) {
                    case "unit" -> {
                        expect(parser.currentToken() == JsonToken.VALUE_STRING, "a unit is no text");
                        unit = parser.getString();
                    }
                    case "avg" -> avg = numbers(name);
                    case "min" -> min = numbers(name);
                    default -> max = numbers(name);
                }
            }
            expect(fields.size() == METRIC_FIELDS.size(), metric + " lacks a field");
            expect(avg.length == t.length && min.length == t.length && max.length == t.length, metric + " is torn");
            for (int i = 0; i < avg.length; i++) {
                boolean none = Double.isNaN(avg[i]) && Double.isNaN(min[i]) && Double.isNaN(max[i]);
                expect(none || (min[i] <= avg[i] && avg[i] <= max[i]), metric + " is out of order");
                expect(none || (i < count.length && count[i] > 0), metric + " has a value without a sample");
            }
            metrics.add(new PayloadColumns.Column(metric, unit, avg, min, max));
        }
    }

    private void check() {
        expect(t.length == points && count.length == points && failures.length == points, "arrays differ in length");
        long total = 0;
        for (int i = 0; i < t.length; i++) {
            expect(
                    i == 0 || Math.floorDiv(t[i - 1], bucketMillis) < Math.floorDiv(t[i], bucketMillis),
                    "times are out of order");
            expect(count[i] >= 0 && failures[i] >= 0 && count[i] + failures[i] > 0, "a point has no sample");
            total += count[i] + failures[i];
        }
        expect(total == samples, "samples is not the sum of count and failures");
    }

    /** An array of whole numbers. */
    private long[] wholes(String name) {
        expect(parser.currentToken() == JsonToken.START_ARRAY, name + " is no array");
        long[] values = new long[32];
        int size = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            expect(token == JsonToken.VALUE_NUMBER_INT, name + " has something that is no whole number");
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = parser.getLongValue();
        }
        return Arrays.copyOf(values, size);
    }

    /** An array of numbers; NaN where it says null. */
    private double[] numbers(String name) {
        expect(parser.currentToken() == JsonToken.START_ARRAY, name + " is no array");
        double[] values = new double[32];
        int size = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            expect(
                    token == JsonToken.VALUE_NUMBER_INT
                            || token == JsonToken.VALUE_NUMBER_FLOAT
                            || token == JsonToken.VALUE_NULL,
                    name + " has something that is no number");
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = token == JsonToken.VALUE_NULL ? Double.NaN : parser.getDoubleValue();
        }
        return Arrays.copyOf(values, size);
    }

    private static void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException("not a valid payload: " + otherwise);
        }
    }
}
