package dev.stillframe.standalone.http;

import dev.stillframe.core.api.Facts;
import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Writes requests as lines of JSON in printable ASCII, whatever a client sent. */
final class LogLines {
    /** The most characters of a client's text. */
    static final int LONGEST = 200;

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final Pattern DELETE = Pattern.compile("\\x7f");

    private LogLines() {}

    /**
     * One line, ended.
     *
     * @param lost how many lines before it were lost
     */
    static byte[] encode(LoggedRequest request, long lost) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("at", request.at().toString());
            text(json, "method", request.method());
            text(json, "path", request.path());
            json.writeNumberProperty("status", request.status());
            json.writeNumberProperty("bytes", request.bytes());
            json.writeNumberProperty("micros", request.micros());
            text(json, "address", request.address());
            Facts facts = request.facts();
            text(json, "scope", facts.scope());
            text(json, "cache", facts.cache());
            if (facts.ageMillis() >= 0) {
                json.writeNumberProperty("ageMillis", facts.ageMillis());
            }
            text(json, "refresh", facts.refresh());
            text(json, "token", facts.token());
            if (lost > 0) {
                json.writeNumberProperty("lost", lost);
            }
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    private static void text(JsonGenerator json, String name, String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(name, DELETE.matcher(cut(value)).replaceAll("?"));
        }
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "...";
    }
}
