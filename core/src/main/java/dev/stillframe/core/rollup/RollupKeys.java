package dev.stillframe.core.rollup;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.model.Scope;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The public keys of rollups. */
public final class RollupKeys {
    /** What all of them begin with. */
    public static final String PREFIX = Scope.ROLLUPS;

    private static final String SUMMARY = "speed_test_summary.json";
    private static final Pattern SERIES = Pattern.compile("(?:year=(\\d{4})/)?rollup_([a-z]{5,7})\\.json");
    private static final Pattern FOLDER = Pattern.compile(".*/(hour|day|week|month|year)=([0-9W]{4,10})/");

    private RollupKeys() {}

    private static String prefix(Scope scope) {
        return PREFIX + scope.keyPrefix();
    }

    /** Of the summary of a period. */
    public static String summary(Scope scope, Period period) {
        return prefix(scope) + period.folder() + SUMMARY;
    }

    /** Of the series of a kind. */
    public static String series(Scope scope, Mode mode) {
        return prefix(scope) + "rollup_" + mode.label() + ".json";
    }

    /** Of the older hours of a year. */
    public static String olderHours(Scope scope, long year) {
        return prefix(scope) + Period.year((int) year).folder() + "rollup_hourly.json";
    }

    /** What a key names. */
    public sealed interface Named {
        /** The scope it belongs to. */
        Scope scope();

        /** The summary of a period. */
        record Summary(Scope scope, Period period) implements Named {}

        /** The series of a kind. */
        record Series(Scope scope, Mode mode) implements Named {}

        /** The older hours of a year. */
        record OlderHours(Scope scope, long year) implements Named {}
    }

    /** The public key of a file. */
    public static String key(Named file) {
        return switch (file) {
            case Named.Summary(Scope scope, Period period) -> summary(scope, period);
            case Named.Series(Scope scope, Mode mode) -> series(scope, mode);
            case Named.OlderHours(Scope scope, long year) -> olderHours(scope, year);
        };
    }

    /** What a key names; empty when it is none of these. */
    public static Optional<Named> parse(String key) {
        if (!key.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String rest = key.substring(PREFIX.length());
        Scope scope = Scope.ALL;
        if (rest.startsWith("host=")) {
            int slash = rest.indexOf('/');
            if (slash < 0 || !Scope.isHost(rest.substring(5, slash))) {
                return Optional.empty();
            }
            scope = Scope.host(rest.substring(5, slash));
            rest = rest.substring(slash + 1);
        }
        return rest.endsWith(SUMMARY) ? summary(scope, key, rest) : series(scope, rest);
    }

    private static Optional<Named> summary(Scope scope, String key, String rest) {
        Matcher folder = FOLDER.matcher("/" + rest.substring(0, rest.length() - SUMMARY.length()));
        if (!folder.matches()) {
            return Optional.empty();
        }
        // Only what is written the one way it is written here.
        return Mode.ALL.stream()
                .filter(mode -> mode.unit().equals(folder.group(1)))
                .flatMap(mode -> Period.parse(mode, folder.group(2)).stream())
                .filter(period -> summary(scope, period).equals(key))
                .<Named>map(period -> new Named.Summary(scope, period))
                .findFirst();
    }

    private static Optional<Named> series(Scope scope, String rest) {
        Matcher series = SERIES.matcher(rest);
        Optional<Mode> mode = series.matches() ? Mode.of(series.group(2)) : Optional.empty();
        if (mode.isEmpty()) {
            return Optional.empty();
        }
        if (series.group(1) == null) {
            return Optional.of(new Named.Series(scope, mode.get()));
        }
        return mode.get() == Mode.HOURLY
                ? Optional.of(new Named.OlderHours(scope, Long.parseLong(series.group(1))))
                : Optional.empty();
    }
}
