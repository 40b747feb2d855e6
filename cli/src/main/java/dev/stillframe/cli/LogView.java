package dev.stillframe.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows events of functions' logs, one or more lines each. */
final class LogView {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String PLAIN = "\u001b[0m";
    private static final Map<String, String> OF_FUNCTION =
            Map.of("schedule", "\u001b[35m", "builder", "\u001b[36m", "api", "\u001b[32m");
    private static final int WIDTH = 8;

    private final PrintWriter out;
    private final boolean json;
    private final boolean colours;

    LogView(PrintWriter out, boolean json, boolean colours) {
        this.out = out;
        this.json = json;
        this.colours = colours;
    }

    /**
     * Shows an event, unless it is one of Lambda itself.
     *
     * @param function label of the function that wrote it
     * @param at epoch milliseconds
     */
    void show(String function, long at, String text) {
        LogLine line = LogLine.of(text);
        if (line.kind() == LogLine.Kind.PLATFORM) {
            return;
        }
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("t", TIME.format(Instant.ofEpochMilli(at)));
            fields.put("function", function);
            fields.putAll(line.fields());
            out.println(Json.line(fields));
            return;
        }
        String time = TIME.format(Instant.ofEpochMilli(at));
        String padded = function + " ".repeat(Math.max(0, WIDTH - function.length()));
        List<String> lines = line.text().lines().map(Text::visible).toList();
        out.println(time + "  " + coloured(padded, OF_FUNCTION.getOrDefault(function, "")) + "  "
                + coloured(lines.isEmpty() ? "" : lines.getFirst(), colour(line.kind())));
        for (int i = 1; i < lines.size(); i++) {
            out.println(" ".repeat(time.length() + 2 + WIDTH + 2) + coloured(lines.get(i), colour(line.kind())));
        }
    }

    private static String colour(LogLine.Kind kind) {
        return switch (kind) {
            case PROBLEM -> "\u001b[31m";
            case WARNING -> "\u001b[33m";
            case ORDINARY, PLATFORM -> "";
        };
    }

    private String coloured(String text, String colour) {
        return colours && !colour.isEmpty() ? colour + text + PLAIN : text;
    }
}
