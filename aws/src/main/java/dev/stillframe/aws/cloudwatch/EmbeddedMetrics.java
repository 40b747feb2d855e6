package dev.stillframe.aws.cloudwatch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Metrics in lines of a log, from which CloudWatch takes them without a request (Amazon CloudWatch User Guide, "Specification:
 * Embedded metric format"). A line is one JSON object with the metrics, what they are of, and what else is worth knowing.
 */
public final class EmbeddedMetrics {
    private static final String NAMESPACE = "Stillframe";
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final int LONGEST = 1_000;

    private final String deployment;
    private final String function;
    private final InstantSource clock;
    private final Consumer<String> out;

    /**
     * The metrics of a function.
     *
     * @param out takes lines without their ends
     */
    public EmbeddedMetrics(String deployment, String function, InstantSource clock, Consumer<String> out) {
        this.deployment = deployment;
        this.function = function;
        this.clock = clock;
        this.out = out;
    }

    /** The unit of a metric, as CloudWatch names it. */
    public enum Unit {
        /** How many. */
        COUNT("Count"),
        /** How long. */
        MILLISECONDS("Milliseconds"),
        /** How large. */
        BYTES("Bytes"),
        /** A number that stands in the line and makes no metric, since each metric has its price. */
        FIELD("");

        private final String label;

        Unit(String label) {
            this.label = label;
        }
    }

    /**
     * One metric.
     *
     * @param name in the form {@code BuildTime}
     */
    public record Metric(String name, Unit unit, long value) {}

    /**
     * Writes one line.
     *
     * @param metrics at most 100; without one that is more than a field the line makes no metric
     * @param facts what else stands in the line, by name; not a dimension, so that its values cost nothing
     */
    public void put(List<Metric> metrics, Map<String, String> facts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            List<Metric> measured =
                    metrics.stream().filter(m -> m.unit() != Unit.FIELD).toList();
            if (!measured.isEmpty()) {
                describe(json, measured);
            }
            json.writeStringProperty("Deployment", deployment);
            json.writeStringProperty("Function", function);
            metrics.forEach(metric -> json.writeNumberProperty(metric.name(), metric.value()));
            facts.forEach((name, value) -> json.writeStringProperty(name, cut(value)));
            json.writeEndObject();
        }
        out.accept(bytes.toString(StandardCharsets.US_ASCII));
    }

    private void describe(JsonGenerator json, List<Metric> measured) {
        json.writeObjectPropertyStart("_aws");
        json.writeNumberProperty("Timestamp", clock.millis());
        json.writeArrayPropertyStart("CloudWatchMetrics");
        json.writeStartObject();
        json.writeStringProperty("Namespace", NAMESPACE);
        json.writeArrayPropertyStart("Dimensions");
        json.writeStartArray();
        json.writeString("Deployment");
        json.writeString("Function");
        json.writeEndArray();
        json.writeEndArray();
        json.writeArrayPropertyStart("Metrics");
        for (Metric metric : measured) {
            json.writeStartObject();
            json.writeStringProperty("Name", metric.name());
            json.writeStringProperty("Unit", metric.unit().label);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
