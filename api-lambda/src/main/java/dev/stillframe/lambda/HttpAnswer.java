package dev.stillframe.lambda;

import dev.stillframe.core.read.Answer;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes an answer as a function gives it to an HTTP API, payload format 2.0. */
final class HttpAnswer {
    private static final JsonFactory JSON = new JsonFactory();
    /** The gateway sets these itself. */
    private static final Set<String> OF_THE_GATEWAY = Set.of("content-length", "connection", "date");

    private HttpAnswer() {}

    static void write(Answer answer, OutputStream out) {
        boolean text = isText(answer);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("statusCode", answer.status());
            json.writeObjectPropertyStart("headers");
            for (Answer.Header header : answer.headers()) {
                String name = header.name().toLowerCase(Locale.ROOT);
                if (!OF_THE_GATEWAY.contains(name)) {
                    json.writeStringProperty(name, header.value());
                }
            }
            json.writeEndObject();
            json.writeBooleanProperty("isBase64Encoded", !text);
            json.writeStringProperty(
                    "body",
                    text
                            ? new String(answer.body(), StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(answer.body()));
            json.writeEndObject();
        }
    }

    private static boolean isText(Answer answer) {
        String type = answer.header("Content-Type").orElse("");
        return answer.header("Content-Encoding").isEmpty() && (type.contains("json") || type.startsWith("text/"));
    }
}
