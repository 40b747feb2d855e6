package dev.stillframe.core.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the settings of the server. */
final class ServingReader {
    private final Problems problems;

    ServingReader(Problems problems) {
        this.problems = problems;
    }

    Serving read(Map<String, @Nullable Object> found) {
        return new Serving(
                reading(found.get("reading")),
                fallbackAfter(found.get("fallback_after")),
                buildsPerMinute(found.get("builds_per_minute")),
                flag("behind_proxy", found.get("behind_proxy")),
                flag("archive", found.get("archive")));
    }

    private Serving.Reading reading(@Nullable Object value) {
        if (value == null) {
            return Serving.DEFAULT.reading();
        }
        return switch (value.toString()) {
            case "public" -> Serving.Reading.PUBLIC;
            case "tokens" -> Serving.Reading.TOKENS;
            default -> {
                problems.add("reading: '" + value + "' is not public or tokens");
                yield Serving.DEFAULT.reading();
            }
        };
    }

    private Duration fallbackAfter(@Nullable Object value) {
        if (value == null) {
            return Serving.DEFAULT.fallbackAfter();
        }
        try {
            return Durations.parse(value.toString(), Duration.ZERO, Duration.ofDays(7));
        } catch (IllegalArgumentException e) {
            problems.add("fallback_after: " + e.getMessage());
            return Serving.DEFAULT.fallbackAfter();
        }
    }

    private int buildsPerMinute(@Nullable Object value) {
        if (value == null) {
            return Serving.DEFAULT.buildsPerMinute();
        }
        String text = value.toString();
        int builds = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (builds < 1 || builds > 10_000) {
            problems.add("builds_per_minute: '" + text + "' is not a whole number from 1 to 10000");
            return Serving.DEFAULT.buildsPerMinute();
        }
        return builds;
    }

    /** True or false; false where nothing is set. */
    private boolean flag(String name, @Nullable Object value) {
        if (value == null) {
            return false;
        }
        if (!Set.of("true", "false").contains(value.toString())) {
            problems.add(name + ": '" + value + "' is not true or false");
        }
        return value.toString().equals("true");
    }
}
