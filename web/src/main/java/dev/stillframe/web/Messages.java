package dev.stillframe.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The page's English texts, those of its script. */
final class Messages {
    private static final String FILE = "app/messages.en.json";

    private final Map<String, String> texts;

    Messages(Map<String, String> texts) {
        // In order, so that what comes of it does not differ from run to run.
        this.texts = new TreeMap<>(texts);
    }

    /**
     * The texts of {@code messages.en.json}.
     *
     * @throws IllegalStateException when the file is missing or no flat object of texts
     */
    static Messages english() {
        try (InputStream in = Messages.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the page's file " + FILE + " is not on the class path");
            }
            return new Messages(read(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("the page's file " + FILE + " can't be read", e);
        }
    }

    private static Map<String, String> read(byte[] json) {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            while (object && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_STRING || texts.put(key, parser.getString()) != null) {
                    throw new IllegalStateException(FILE + ": '" + key + "' is no text, or stands twice");
                }
            }
            if (!object || parser.currentToken() != JsonToken.END_OBJECT) {
                throw new IllegalStateException(FILE + " is not one flat object");
            }
        }
        return texts;
    }

    /**
     * A text in which each {@code {name}} is replaced by its value. Names and values come in turn.
     *
     * @throws IllegalStateException when there is no such text
     */
    String text(String key, String... values) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalStateException(FILE + " has no text '" + key + "'");
        }
        StringBuilder filled = new StringBuilder();
        int end = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', end)) {
            int close = text.indexOf('}', open);
            String value = close < 0 ? null : value(text.substring(open + 1, close), values);
            int next = close < 0 ? text.length() : close + 1;
            filled.append(text, end, open).append(value == null ? text.substring(open, next) : value);
            end = next;
        }
        return filled.append(text, end, text.length()).toString();
    }

    /** A text with a number {@code n}, in its form for one or for several. */
    String counted(String key, long n) {
        return text(key + (n == 1 ? ".one" : ".other"), "n", Figures.whole(n));
    }

    private static @Nullable String value(String name, String... values) {
        for (int i = 0; i < values.length; i += 2) {
            if (values[i].equals(name)) {
                return values[i + 1];
            }
        }
        return null;
    }

    /** All texts for a template: each part of a key, but for the last, is a map. */
    Map<String, Object> nested() {
        Map<String, Object> root = new TreeMap<>();
        texts.forEach((key, text) -> put(root, key, text));
        return root;
    }

    private static void put(Map<String, Object> into, String key, String text) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            into.put(key, text);
            return;
        }
        Map<String, Object> area = new TreeMap<>();
        if (into.get(key.substring(0, dot)) instanceof Map<?, ?> before) {
            before.forEach((name, value) -> area.put(String.valueOf(name), value));
        }
        put(area, key.substring(dot + 1), text);
        into.put(key.substring(0, dot), area);
    }
}
