package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which column of a file holds what: {@code t=datetimestart,download=download,server=4}. A column is a name of the file's
 * header, or its number from 1 where the header has no such name. Where all columns are numbers no header is looked for.
 *
 * @param byKey for each key its column
 */
public record Columns(Map<String, String> byKey) {
    /** The labels that a column can be, as they are named in samples. */
    public static final List<String> LABELS = List.of("server", "isp", "connectionType", "prober");

    private static final String OPTION = "--columns";

    /** Keeps the order of the keys. */
    public Columns {
        byKey = Collections.unmodifiableMap(new LinkedHashMap<>(byKey));
    }

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException when it is malformed, has an unknown key, or has no time or nothing beside it
     */
    public static Columns parse(String text, Metrics metrics) {
        Map<String, String> byKey = Pairs.parse(OPTION, text);
        List<String> keys = keys(metrics);
        for (String key : byKey.keySet()) {
            if (!keys.contains(key)) {
                throw new IllegalArgumentException(OPTION + ": '" + CleanText.of(key, 60)
                        + "' is no key; the keys are: " + String.join(", ", keys));
            }
        }
        if (!byKey.containsKey("t")) {
            throw new IllegalArgumentException(OPTION + ": t=COLUMN is missing, the column of the time");
        }
        boolean measures = byKey.containsKey("error");
        for (Metric metric : metrics.list()) {
            measures |= byKey.containsKey(metric.name());
        }
        if (!measures) {
            throw new IllegalArgumentException(
                    OPTION + ": no metric has a column; the keys are: " + String.join(", ", keys));
        }
        return new Columns(byKey);
    }

    /** The keys there are: t, the metrics in their order, error, host, the labels. */
    public static List<String> keys(Metrics metrics) {
        List<String> keys = new ArrayList<>();
        keys.add("t");
        for (Metric metric : metrics.list()) {
            keys.add(metric.name());
        }
        keys.add("error");
        keys.add("host");
        keys.addAll(LABELS);
        return keys;
    }
}
