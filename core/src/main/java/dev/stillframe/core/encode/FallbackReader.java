package dev.stillframe.core.encode;

import dev.stillframe.core.encode.FallbackPayload.Columns;
import dev.stillframe.core.ingest.Decimal;
import dev.stillframe.core.ingest.Factor;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.SnapshotId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads the text of a foreign payload: every field there once, of its kind and of this snapshot; numbers exactly. */
final class FallbackReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNameLength(200)
                    .maxStringLength(1000)
                    .maxNumberLength(1000)
                    .build())
            .build();
    private static final List<String> FIELDS = List.of(
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
    private static final List<String> METRIC_FIELDS = List.of("unit", "avg", "min", "max");
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final SnapshotId id;
    private final Metrics metrics;
    private final JsonParser parser;
    private final Map<String, long[]> longs = new HashMap<>();
    private final Map<Integer, Columns> columns = new HashMap<>();
    private long points;
    private long samples;

    private FallbackReader(SnapshotId id, Metrics metrics, JsonParser parser) {
        this.id = id;
        this.metrics = metrics;
        this.parser = parser;
    }

    static FallbackReader read(SnapshotId id, Metrics metrics, byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            FallbackReader reader = new FallbackReader(id, metrics, parser);
            reader.payload();
            return reader;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "it is not valid JSON, is nested too deep, or has a name, text or number that is too long", e);
        }
    }

    SnapshotId id() {
        return id;
    }

    Metrics metrics() {
        return metrics;
    }

    /** The column {@code t}, {@code count} or {@code failures}. */
    long[] longs(String name) {
        long[] found = longs.get(name);
        if (found == null) {
            throw new IllegalStateException(name + " was not read");
        }
        return found;
    }

    /** The columns of each metric, by its index. */
    Map<Integer, Columns> columns() {
        return columns;
    }

    long points() {
        return points;
    }

    long samples() {
        return samples;
    }

    private void payload() {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            expect(FIELDS.contains(name), "it has an unknown field; known are " + String.join(", ", FIELDS));
            expect(seen.add(name), "the field '" + name + "' stands twice");
            parser.nextToken();
            switch (name) {
                case "schema" -> expect(number(name) == 1, "'schema' is not 1");
                case "scope" -> expect(isText(id.scope().name()), "'scope' is not '" + id.scope() + "'");
                case "window" -> expect(isText(id.window().label()), "'window' is not '" + id.window() + "'");
                case "granularity" ->
                    expect(
                            number(name) == id.granularity().points(),
                            "'granularity' is not " + id.granularity().points());
                case "bucketMillis" -> {
                    long right = id.window().bucketMillis(id.granularity());
                    expect(number(name) == right, "'bucketMillis' is not " + right);
                }
                case "points" -> points = number(name);
                case "samples" -> samples = number(name);
                case "metrics" -> readMetrics();
                default -> longs.put(name, column(name, 0, false));
            }
        }
        expect(parser.nextToken() == null, "something stands after its end");
        for (String name : FIELDS) {
            expect(seen.contains(name), "the field '" + name + "' is missing");
        }
    }

    private void readMetrics() {
        expect(parser.currentToken() == JsonToken.START_OBJECT, "'metrics' is no object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            int index = metrics.indexOf(parser.currentName());
            expect(
                    index >= 0,
                    "it has an unknown metric; known are "
                            + String.join(
                                    ", ",
                                    metrics.list().stream().map(Metric::name).toList()));
            Metric metric = metrics.get(index);
            expect(!columns.containsKey(index), "metric " + metric.name() + " stands twice");
            expect(parser.nextToken() == JsonToken.START_OBJECT, "metric " + metric.name() + " is no object");
            Map<String, long[]> read = new HashMap<>();
            boolean unit = false;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                String where = "metric " + metric.name();
                expect(
                        METRIC_FIELDS.contains(name),
                        where + " has an unknown field; known are " + String.join(", ", METRIC_FIELDS));
                expect(name.equals("unit") ? !unit : !read.containsKey(name), where + " has '" + name + "' twice");
                parser.nextToken();
                if (name.equals("unit")) {
                    expect(isText(metric.unit()), where + " is not in " + metric.unit());
                    unit = true;
                } else {
                    read.put(name, column(where + ", " + name, metric.decimals(), true));
                }
            }
            long[] avg = read.get("avg");
            long[] min = read.get("min");
            long[] max = read.get("max");
            if (!unit || avg == null || min == null || max == null) {
                throw new IllegalArgumentException("metric " + metric.name() + " lacks one of " + METRIC_FIELDS);
            }
            columns.put(index, new Columns(avg, min, max));
        }
    }

    private boolean isText(String right) {
        return parser.currentToken() == JsonToken.VALUE_STRING
                && parser.getString().equals(right);
    }

    private long number(String name) {
        expect(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, "'" + name + "' is no whole number");
        return exact("'" + name + "'", 0);
    }

    /** An array of numbers, in units of {@code 10^-decimals}; {@link FallbackPayload#NONE} for null. */
    private long[] column(String name, int decimals, boolean nullable) {
        expect(parser.currentToken() == JsonToken.START_ARRAY, name + " is no array");
        int most = id.granularity().points();
        long[] values = new long[most];
        int size = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            expect(size < most, name + " has more entries than the granularity has points");
            boolean number = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
            expect(number || (nullable && token == JsonToken.VALUE_NULL), name + " has something that is no number");
            values[size++] = number ? exact(name, decimals) : FallbackPayload.NONE;
        }
        return Arrays.copyOf(values, size);
    }

    /** The number that the parser is at, which must have at most so many decimals; zeros at its end do not count. */
    private long exact(String name, int decimals) {
        String text = parser.getString();
        expect(PLAIN.matcher(text).matches(), name + " has a number with an exponent");
        int point = text.indexOf('.');
        int end = text.length();
        while (point >= 0 && text.charAt(end - 1) == '0') {
            end--;
        }
        expect(
                point < 0 || end - point - 1 <= decimals,
                name + " has a number with more than " + decimals + " decimals");
        byte[] digits = text.getBytes(StandardCharsets.US_ASCII);
        long value = Decimal.parse(digits, 0, digits.length, new Factor(1, decimals));
        expect(Math.abs(value) < Decimal.HUGE, name + " has a number that is too large");
        return value;
    }

    private static void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
