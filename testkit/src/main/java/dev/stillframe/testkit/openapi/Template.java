package dev.stillframe.testkit.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A described path.
 *
 * @param text as it stands in the description, such as {@code /host={host}/manifest.json}
 * @param pattern what matches it
 * @param names its parameters, in their order
 */
record Template(String text, Pattern pattern, List<String> names) {
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");

    static Template of(String text) {
        StringBuilder pattern = new StringBuilder();
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        int end = 0;
        while (name.find()) {
            pattern.append(Pattern.quote(text.substring(end, name.start()))).append("([^/]+)");
            names.add(name.group(1));
            end = name.end();
        }
        pattern.append(Pattern.quote(text.substring(end)));
        return new Template(text, Pattern.compile(pattern.toString()), List.copyOf(names));
    }

    /** The values of its parameters in a path; empty where the path is another. */
    Optional<Map<String, String>> match(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), matcher.group(i + 1));
        }
        return Optional.of(values);
    }

    /** How much of it is fixed: of two that match, the one with more is meant. */
    int fixed() {
        return NAME.matcher(text).replaceAll("").length();
    }
}
