package dev.stillframe.core.encode;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The fields of a small JSON object that was read, by name. Asking for a field that is missing or of another kind throws
 * {@link IllegalArgumentException} with its name.
 */
public final class Fields {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, @Nullable Object> fields;

    private Fields(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /**
     * Reads one JSON object and nothing after it. Numbers must be whole.
     *
     * @throws IllegalArgumentException when the bytes are anything else
     */
    public static Fields parse(byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "is no JSON object");
            Fields fields = object(parser);
            expect(parser.nextToken() == null, "has something after its end");
            return fields;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("is no whole JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Fields object(JsonParser parser) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            expect(!fields.containsKey(name), "has the field " + name + " twice");
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return new Fields(fields);
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("has an unexpected " + parser.currentToken());
        };
    }

    /** Names in the order they stand. */
    public List<String> names() {
        return List.copyOf(fields.keySet());
    }

    /** A text. */
    public String text(String name) {
        return get(name, String.class);
    }

    /** A text, or null where the field is null. */
    public @Nullable String textOrNull(String name) {
        return isNull(name) ? null : text(name);
    }

    /** A whole number. */
    public long number(String name) {
        return get(name, Long.class);
    }

    /** A truth value. */
    public boolean bool(String name) {
        return get(name, Boolean.class);
    }

    /** An ISO 8601 time in UTC, as epoch milliseconds. */
    public long time(String name) {
        try {
            return Instant.parse(text(name)).toEpochMilli();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("field " + name + " is no time", e);
        }
    }

    /** As {@link #time}; {@link Long#MIN_VALUE} where the field is null. */
    public long timeOrNone(String name) {
        return isNull(name) ? Long.MIN_VALUE : time(name);
    }

    /** An object. */
    public Fields object(String name) {
        return get(name, Fields.class);
    }

    /** A list of objects. */
    public List<Fields> objects(String name) {
        return list(name, Fields.class);
    }

    /** A list of whole numbers. */
    public List<Long> numbers(String name) {
        return list(name, Long.class);
    }

    /** A list of texts. */
    public List<String> texts(String name) {
        return list(name, String.class);
    }

    /** Whether a field is there and null. */
    public boolean isNull(String name) {
        expect(fields.containsKey(name), "has no field " + name);
        return fields.get(name) == null;
    }

    private <T> List<T> list(String name, Class<T> type) {
        List<T> list = new ArrayList<>();
        for (Object item : get(name, List.class)) {
            list.add(cast(name, item, type));
        }
        return list;
    }

    private <T> T get(String name, Class<T> type) {
        expect(fields.containsKey(name), "has no field " + name);
        return cast(name, fields.get(name), type);
    }

    private static <T> T cast(String name, @Nullable Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("field " + name + " is not of the right kind");
        }
        return type.cast(value);
    }

    private static void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
