package dev.stillframe.core.encode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A published series of rollups, read back: its columns, each value as the JSON text that stands in the file. */
public final class RollupSeries {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String NULL = "null";
    private static final Set<String> NEEDED =
            Set.of("period", "from", "to", "open", "records", "failures", "days", "firstAt", "lastAt", "stepMillis");

    private final Map<String, List<String>> columns = new HashMap<>();
    private final Map<String, Map<String, List<String>>> metrics = new LinkedHashMap<>();
    private final List<List<String>> connectionTypes = new ArrayList<>();
    private int periods;

    private RollupSeries() {}

    /**
     * Reads a series as {@link RollupEncoder#series} writes it; columns it does not know are kept as they are.
     *
     * @throws IllegalArgumentException when the JSON text is none
     */
    public static RollupSeries parse(byte[] json) {
        RollupSeries series = new RollupSeries();
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
            series.read(in);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a series is no whole JSON: " + e.getOriginalMessage(), e);
        }
        series.check();
        return series;
    }

    private void read(JsonParser in) {
        expect(in.nextToken() == JsonToken.START_OBJECT);
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (name.equals("connection_types")) {
                expect(value == JsonToken.START_ARRAY);
                while (in.nextToken() == JsonToken.START_ARRAY) {
                    connectionTypes.add(texts(in));
                }
            } else if (name.equals("metrics")) {
                while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                    String metric = in.currentName();
                    expect(in.nextToken() == JsonToken.START_OBJECT);
                    metrics.put(metric, metric(in));
                }
            } else if (value == JsonToken.START_ARRAY) {
                columns.put(name, column(in));
            } else if (name.equals("periods")) {
                periods = in.getIntValue();
            } else {
                in.skipChildren();
            }
        }
    }

    private static Map<String, List<String>> metric(JsonParser in) {
        Map<String, List<String>> metric = new HashMap<>();
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            if (in.nextToken() == JsonToken.START_ARRAY) {
                metric.put(name, column(in));
            }
        }
        return metric;
    }

    private static List<String> column(JsonParser in) {
        List<String> values = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            expect(token != null && token.isScalarValue());
            values.add(in.getString());
        }
        return values;
    }

    private static List<String> texts(JsonParser in) {
        List<String> texts = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            expect(token == JsonToken.VALUE_STRING);
            texts.add(in.getString());
        }
        return texts;
    }

    private void check() {
        expect(columns.keySet().containsAll(NEEDED) && connectionTypes.size() == periods);
        columns.values().forEach(column -> expect(column.size() == periods));
        metrics.values().forEach(m -> m.values().forEach(column -> expect(column.size() == periods)));
    }

    private static void expect(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not a series of rollups");
        }
    }

    /** The rows, oldest first. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < periods; i++) {
            rows.add(new Row(this, i));
        }
        return rows;
    }

    /** The metrics that any period has, in the order of the file. */
    public Set<String> metrics() {
        return metrics.keySet();
    }

    /** One period of a series. */
    public static final class Row {
        private final RollupSeries series;
        private final int index;

        private Row(RollupSeries series, int index) {
            this.series = series;
            this.index = index;
        }

        /** When it begins, epoch milliseconds. */
        public long from() {
            return number("from");
        }

        /** When it is over, epoch milliseconds, exclusive. */
        public long to() {
            return number("to");
        }

        /** A number of a column. */
        public long number(String column) {
            try {
                return Long.parseLong(text(column));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a series has no number in '" + column + "'", e);
            }
        }

        /** The value of a column as it stands in the file, texts without their quotes; {@code null} where there is none. */
        public String text(String column) {
            List<String> values = series.columns.get(column);
            return values == null ? NULL : values.get(index);
        }

        /** The value of a metric's column, such as {@code avg}; {@code null} where there is none. */
        public String text(String metric, String column) {
            Map<String, List<String>> columns = series.metrics.get(metric);
            List<String> values = columns == null ? null : columns.get(column);
            return values == null ? NULL : values.get(index);
        }

        /** The connection types, the most frequent first. */
        List<String> connectionTypes() {
            return series.connectionTypes.get(index);
        }

        /** The metrics that any period of the series has, in the order of the file. */
        public Set<String> metrics() {
            return series.metrics();
        }
    }
}
