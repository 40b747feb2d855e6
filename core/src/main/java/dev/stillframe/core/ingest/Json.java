package dev.stillframe.core.ingest;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A JSON value as far as records need it: numbers as their digits, and of arrays only that they are there. */
sealed interface Json {
    /** So many fields may an object have, those of the objects within it included. */
    int MAX_FIELDS = 500;

    /** A text. */
    record Text(String text) implements Json {}

    /**
     * A number.
     *
     * @param digits as it stands
     * @param whole whether it has neither a fraction nor an exponent
     */
    record Numeral(String digits, boolean whole) implements Json {}

    /** An object. */
    record Fields(Map<String, Json> fields) implements Json {}

    /** What is none of the others. */
    enum Other implements Json {
        NULL,
        TRUE,
        FALSE,
        ARRAY
    }

    /** The name of its kind, with its article, for messages. */
    default String kind() {
        return switch (this) {
            case Text _ -> "a string";
            case Numeral _ -> "a number";
            case Fields _ -> "an object";
            case Other.NULL -> "null";
            case Other.TRUE, Other.FALSE -> "a truth value";
            case Other.ARRAY -> "an array";
        };
    }

    /**
     * Reads the object that the parser is at the start of.
     *
     * @throws IllegalArgumentException when a field stands twice, or there are more than {@link #MAX_FIELDS}
     */
    static Fields object(JsonParser parser) {
        return object(parser, new int[1]);
    }

    private static Fields object(JsonParser parser, int[] count) {
        Map<String, Json> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (++count[0] > MAX_FIELDS) {
                throw new IllegalArgumentException("more than " + MAX_FIELDS + " fields");
            }
            parser.nextToken();
            if (fields.put(name, value(parser, count)) != null) {
                throw new IllegalArgumentException("the field '" + CleanText.of(name, 40) + "' stands twice");
            }
        }
        return new Fields(fields);
    }

    private static Json value(JsonParser parser, int[] count) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, count);
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(parser, count);
                }
                yield Other.ARRAY;
            }
            case VALUE_STRING -> new Text(parser.getString());
            case VALUE_NUMBER_INT -> new Numeral(parser.getString(), true);
            case VALUE_NUMBER_FLOAT -> new Numeral(parser.getString(), false);
            case VALUE_TRUE -> Other.TRUE;
            case VALUE_FALSE -> Other.FALSE;
            case VALUE_NULL -> Other.NULL;
            default -> throw new IllegalArgumentException("something that is no JSON value");
        };
    }
}
