package dev.stillframe.core.api;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.read.Query;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of requests about the calendar. */
sealed interface CalendarQuery {
    /** The most periods of {@code /rollups}. */
    int MOST_PERIODS = 5_000;

    /** Periods of {@code /rollups}. */
    record Periods(Scope scope, Mode mode, int periods) implements CalendarQuery {}

    /**
     * Days of {@code /api/dashboard}.
     *
     * @param mode empty for slots of a quarter of an hour
     * @param fresh whether an answer that is kept will not do
     */
    record Days(Scope scope, Optional<Mode> mode, int days, boolean fresh) implements CalendarQuery {}

    /** A day of {@code /coverage}. */
    record Day(Scope scope, LocalDate date) implements CalendarQuery {}

    /** It is not allowed; says why, and what would be. */
    record Refused(String detail, List<String> allowed) implements CalendarQuery {}

    /** A mode of the dashboard: how many days it shows where none are named, and at most. */
    record Span(String label, int usual, int most) {
        static final List<Span> ALL = List.of(
                new Span("minute", 1, 7),
                new Span("hourly", 7, 366),
                new Span("daily", 30, 3_660),
                new Span("weekly", 182, 3_660),
                new Span("monthly", 366, 3_660),
                new Span("yearly", 3_660, 3_660));
    }

    /** Reads a query of {@code /rollups}. */
    static CalendarQuery periods(@Nullable String raw) {
        return read(raw, List.of("mode", "periods", "host"), "host", (in, scope) -> {
            Optional<Mode> mode = Mode.of(in.get("mode").orElse(""));
            if (mode.isEmpty()) {
                return noMode(in, Mode.ALL.stream().map(Mode::label));
            }
            int periods = number(in.get("periods").orElse("30"));
            return periods < 1 || periods > MOST_PERIODS
                    ? notFrom("periods", MOST_PERIODS)
                    : new Periods(scope, mode.get(), periods);
        });
    }

    /** Reads a query of {@code /api/dashboard}. */
    static CalendarQuery days(@Nullable String raw) {
        return read(raw, List.of("mode", "days", "host_id", "force_refresh"), "host_id", (in, scope) -> {
            String label = in.get("mode").orElse("");
            Span span = Span.ALL.stream()
                    .filter(s -> s.label().equals(label))
                    .findFirst()
                    .orElse(null);
            if (span == null) {
                return noMode(in, Span.ALL.stream().map(Span::label));
            }
            String force = in.get("force_refresh").orElse("0");
            if (!Set.of("0", "1").contains(force)) {
                return new Refused("The parameter 'force_refresh' is neither 0 nor 1.", List.of("0", "1"));
            }
            int days = in.get("days").map(CalendarQuery::number).orElse(span.usual());
            return days < 1 || days > span.most()
                    ? notFrom("days", span.most())
                    : new Days(scope, Mode.of(label), days, force.equals("1"));
        });
    }

    /**
     * Reads a query of {@code /coverage}.
     *
     * @param today the present day of the deployment
     */
    static CalendarQuery day(@Nullable String raw, LocalDate today) {
        return read(raw, List.of("date", "host"), "host", (in, scope) -> {
            LocalDate first = LocalDate.of(2000, 1, 1);
            LocalDate date = date(in.get("date").orElse(""));
            return date == null || date.isBefore(first) || date.isAfter(today)
                    ? new Refused(
                            "The parameter 'date' is not a day up to today, such as " + today + ".",
                            List.of(first + " to " + today))
                    : new Day(scope, date);
        });
    }

    /** Goes on when the names are allowed and the host is one. */
    interface Rest {
        CalendarQuery read(Query.Parameters in, Scope scope);
    }

    private static CalendarQuery read(@Nullable String raw, List<String> allowed, String host, Rest rest) {
        return switch (Query.parse(raw, Set.copyOf(allowed))) {
            case Query.Refused refused -> new Refused(refused.detail(), allowed);
            case Query.Parameters in -> {
                String name = in.get(host).orElse(null);
                if (name != null && !Scope.isHost(name)) {
                    yield new Refused(
                            "This is not a host name (" + Scope.HOST_RULE + "). Without one, all hosts are meant.",
                            List.of());
                }
                yield rest.read(in, name == null ? Scope.ALL : Scope.host(name));
            }
        };
    }

    private static Refused noMode(Query.Parameters in, Stream<String> labels) {
        List<String> allowed = new ArrayList<>();
        labels.forEach(label -> allowed.add("mode=" + label));
        return new Refused(
                in.get("mode").isEmpty() ? "The parameter 'mode' is missing." : "There is no such mode.", allowed);
    }

    private static Refused notFrom(String name, int most) {
        return new Refused(
                "The parameter '" + name + "' is not a whole number from 1 to " + most + ".", List.of("1 to " + most));
    }

    /** A whole number as it is usually written; 0 for anything else. */
    private static int number(String text) {
        return text.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(text) : 0;
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? LocalDate.parse(text) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
