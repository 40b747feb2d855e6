package dev.stillframe.core.settings;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Thresholds.Kind;
import dev.stillframe.core.model.Thresholds.Limit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads thresholds: by host either the values that have always held, or a list of such values, each with the date {@code from} which it
 * holds. The first of a list may have none.
 */
final class LimitsReader {
    private static final String FROM = "from";
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final Problems problems;
    private final Metrics metrics;
    private final Calendar calendar;

    /** Of a catalogue and the zone whose days begin where {@code from} is a date. */
    LimitsReader(Problems problems, Metrics metrics, Calendar calendar) {
        this.problems = problems;
        this.metrics = metrics;
        this.calendar = calendar;
    }

    /** The thresholds of all kinds; the settings are named like them. */
    Thresholds read(Map<String, @Nullable Object> found) {
        Map<Kind, Map<String, List<Limit>>> limits = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.ALL) {
            limits.put(kind, byHost(kind.label(), found.get(kind.label())));
        }
        return new Thresholds(metrics, limits);
    }

    private Map<String, List<Limit>> byHost(String setting, @Nullable Object value) {
        Map<String, List<Limit>> limits = new LinkedHashMap<>();
        problems.fields(setting, value).forEach((host, ofHost) -> {
            if (!Scope.isHost(host)) {
                problems.add(setting + ": '" + host + "' is not a host name (" + Scope.HOST_RULE + ")");
            }
            String name = setting + "." + host;
            limits.put(
                    host,
                    ofHost instanceof List<?> list
                            ? inTime(name, list)
                            : limit(name, ofHost).stream().toList());
        });
        return limits;
    }

    private List<Limit> inTime(String name, List<?> list) {
        List<Limit> limits = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String here = name + "[" + (i + 1) + "]";
            Limit limit = limit(here, list.get(i)).orElse(null);
            if (limit == null) {
                continue;
            }
            if (i > 0 && limit.from() == Limit.ALWAYS) {
                problems.add(here + ": 'from' is missing; only the first of a list can be without");
            } else if (!limits.isEmpty() && limit.from() <= limits.getLast().from()) {
                problems.add(here + ": 'from' is not later than that of the one before it");
            } else {
                limits.add(limit);
            }
        }
        return limits;
    }

    /** Empty when the date is not right. */
    private Optional<Limit> limit(String name, @Nullable Object value) {
        Map<String, @Nullable Object> fields = problems.fields(name, value);
        OptionalLong from = fields.containsKey(FROM)
                ? from(name, String.valueOf(fields.remove(FROM)))
                : OptionalLong.of(Limit.ALWAYS);
        Map<String, Long> values = new LinkedHashMap<>();
        for (String metric : fields.keySet()) {
            int index = metrics.indexOf(metric);
            if (index < 0) {
                problems.add(name + ": " + MetricsReader.unknown(metric, metrics));
                continue;
            }
            try {
                BigDecimal number = Numbers.number(fields, metric, BigDecimal.ZERO);
                values.put(metric, Numbers.smallest(number, metrics.get(index).scale()));
            } catch (IllegalArgumentException e) {
                problems.add(name + "." + metric + ": " + e.getMessage());
            }
        }
        return from.isEmpty() ? Optional.empty() : Optional.of(new Limit(from.getAsLong(), values));
    }

    private OptionalLong from(String name, String text) {
        try {
            Instant from = DAY.matcher(text).matches()
                    ? Instant.ofEpochMilli(calendar.from(Period.day(LocalDate.parse(text))))
                    : Instant.parse(text);
            if (!from.isBefore(FIRST) && from.isBefore(END)) {
                return OptionalLong.of(from.toEpochMilli());
            }
        } catch (DateTimeException e) {
            // Told below, with those that are out of range.
        }
        problems.add(
                name + ".from: '" + text
                        + "' is not a date such as 2025-06-01, or an instant such as 2025-06-01T12:00:00Z, of the years 1970 to 9998");
        return OptionalLong.empty();
    }
}
