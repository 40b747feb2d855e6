package dev.stillframe.core.refresh;

import dev.stillframe.core.model.Refresh;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The status of a refresh as JSON in one line, in answers, events and status files alike. */
final class StatusJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private StatusJson() {}

    static String key(String id) {
        return "refresh/" + id + ".json";
    }

    static byte[] of(Refresh refresh, int steps, long etaSeconds) {
        Refresh.Step last = refresh.steps().get(steps - 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("requestId", refresh.id());
            json.writeStringProperty("scope", refresh.scope().name());
            json.writeStringProperty("status", last.status().label());
            json.writeName("progress");
            json.writeNumber(BigDecimal.valueOf(last.percent(), 2));
            json.writeStringProperty("stage", last.stage());
            json.writeNumberProperty("etaSeconds", etaSeconds);
            json.writeStringProperty("createdAt", time(refresh.createdAt()));
            text(json, "completedAt", last.status().isOver() ? time(last.at()) : null);
            text(json, "error", last.error());
            json.writeName("manifest");
            if (last.manifest() == null) {
                json.writeNull();
            } else {
                json.writeRawValue(last.manifest());
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** JSON without the line breaks between its parts; inside of strings there are none. */
    static String oneLine(String json) {
        return json.replace("\n", "").replace("\r", "");
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value);
        }
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }
}
