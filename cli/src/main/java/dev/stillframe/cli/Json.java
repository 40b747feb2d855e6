package dev.stillframe.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The machine-readable form of results: maps, lists, texts and numbers as JSON. */
final class Json {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The fields of an object in JSON, in their order; numbers with a fraction keep all their digits. */
    static Map<String, Object> fields(String json) {
        return JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /** In one line. */
    static String line(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
