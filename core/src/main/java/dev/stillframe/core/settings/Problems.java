package dev.stillframe.core.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is found wrong while settings are read, so that all of it can be told at once. */
final class Problems {
    private final List<String> lines = new ArrayList<>();

    /** Notes a problem, in one line that begins with the setting. */
    void add(String line) {
        lines.add(line);
    }

    /** All, in the order they were found. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** The fields of a structured setting, in their order; none, and a problem, where it is no structure. */
    Map<String, @Nullable Object> fields(String setting, @Nullable Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, field) -> fields.put(String.valueOf(key), field));
        } else if (value != null) {
            add(setting + ": must be a list of 'name: value' lines");
        }
        return fields;
    }
}
