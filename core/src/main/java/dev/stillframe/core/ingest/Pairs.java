package dev.stillframe.core.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of the form {@code key=value,key=value}. */
final class Pairs {
    private Pairs() {}

    /**
     * The pairs in their order. Blanks around keys and values do not count.
     *
     * @param what what a message calls the setting
     * @throws IllegalArgumentException when a part is no pair or a key stands twice
     */
    static Map<String, String> parse(String what, String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? "" : part.substring(0, equals).strip();
            String value = equals < 0 ? "" : part.substring(equals + 1).strip();
            if (key.isEmpty() || value.isEmpty()) {
                throw new IllegalArgumentException(
                        what + ": '" + CleanText.of(part, 60) + "' is not of the form key=value");
            }
            if (pairs.put(key, value) != null) {
                throw new IllegalArgumentException(what + ": '" + CleanText.of(key, 60) + "' stands twice");
            }
        }
        return pairs;
    }
}
