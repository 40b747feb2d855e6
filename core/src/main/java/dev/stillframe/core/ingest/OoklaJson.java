package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Values;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the Ookla CLI prints with {@code --format=json}: a result, or a line of its log. Bandwidths are in bytes a second. Keeps
 * the numbers and the names of server and provider; addresses, the MAC and the link to the result are not kept. Fields that
 * are not known are passed over, since they differ between versions.
 */
final class OoklaJson {
    private static final String FAILED = "the test failed";

    private final Metrics metrics;

    OoklaJson(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Reads one object.
     *
     * @param type the text of its field {@code type}
     * @throws IllegalArgumentException when it is neither a result nor a line of a log, or a field is not of its kind
     */
    JsonSamples.Item read(String type, Map<String, Json> fields) {
        return switch (type) {
            case "result" -> new JsonSamples.Item.Found(result(fields));
            case "log" -> log(fields);
            default ->
                throw new IllegalArgumentException("the field 'type' is '" + CleanText.of(type, 40)
                        + "'; of the Ookla CLI only 'result' and 'log' are taken");
        };
    }

    private RawSample result(Map<String, Json> fields) {
        long[] values = new long[metrics.size()];
        Arrays.fill(values, Values.ABSENT);
        Json error = fields.get("error");
        boolean failed = error != null && error != Json.Other.NULL;
        if (!failed) {
            Map<String, Json> ping = object("ping", fields);
            put(values, "ping", "ping.latency", ping.get("latency"), "ms");
            put(values, "jitter", "ping.jitter", ping.get("jitter"), "ms");
            Json download = object("download", fields).get("bandwidth");
            put(values, "download", "download.bandwidth", download, "B/s");
            Json upload = object("upload", fields).get("bandwidth");
            put(values, "upload", "upload.bandwidth", upload, "B/s");
            put(values, "packet_loss", "packetLoss", fields.get("packetLoss"), "%");
        }
        Map<String, String> labels = new HashMap<>();
        labels.put("prober", "ookla");
        String isp = JsonSamples.text("isp", fields.get("isp"));
        if (isp != null) {
            labels.put("isp", isp);
        }
        Map<String, Json> server = object("server", fields);
        String name = JsonSamples.text("server.name", server.get("name"));
        String location = JsonSamples.text("server.location", server.get("location"));
        String place = name == null ? location : location == null ? name : name + ", " + location;
        if (place != null) {
            labels.put("server", place);
        }
        String text = !failed ? null : error instanceof Json.Text t && !t.text().isBlank() ? t.text() : FAILED;
        return new RawSample(host(fields), time(fields), values, text, labels);
    }

    private JsonSamples.Item log(Map<String, Json> fields) {
        String level = JsonSamples.text("level", fields.get("level"));
        if (!"error".equals(level)) {
            return new JsonSamples.Item.Unfit("a line of a log that tells no error");
        }
        long[] values = new long[metrics.size()];
        Arrays.fill(values, Values.ABSENT);
        String message = JsonSamples.text("message", fields.get("message"));
        return new JsonSamples.Item.Found(new RawSample(
                host(fields),
                time(fields),
                values,
                message == null || message.isBlank() ? FAILED : message,
                Map.of("prober", "ookla")));
    }

    private void put(long[] values, String metric, String name, @Nullable Json value, String unit) {
        int index = metrics.indexOf(metric);
        if (index >= 0) {
            values[index] = JsonSamples.number(name, value, Unit.factor(metrics.get(index), unit));
        }
    }

    /** The CLI names no host; whoever adds one means it. */
    private static @Nullable String host(Map<String, Json> fields) {
        return JsonSamples.text("host", fields.get("host"));
    }

    private static long time(Map<String, Json> fields) {
        String text = JsonSamples.text("timestamp", fields.get("timestamp"));
        if (text == null) {
            throw new IllegalArgumentException("the field 'timestamp' is missing");
        }
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("the field 'timestamp' is no time of the form 2026-02-10T08:05:00Z", e);
        }
    }

    private static Map<String, Json> object(String name, Map<String, Json> fields) {
        return switch (fields.get(name)) {
            case null -> Map.of();
            case Json.Fields inner -> inner.fields();
            case Json.Other.NULL -> Map.of();
            case Json other ->
                throw new IllegalArgumentException(
                        "the field '" + name + "' must be an object or null; it is " + other.kind());
        };
    }
}
