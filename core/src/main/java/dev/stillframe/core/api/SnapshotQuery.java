package dev.stillframe.core.api;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.read.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters that name a snapshot, and what else may be asked of it. */
sealed interface SnapshotQuery {
    /** The fewest and the most points that may be asked for. */
    int FEWEST = 20;

    int MOST = 500;

    /**
     * A snapshot.
     *
     * @param id the prebuilt one that answers it: of the nearest lower granularity
     * @param points the points that were asked for
     * @param versionId the version that was asked for, null for the current one
     * @param fresh whether a build is asked for
     * @param downsample whether exactly so many points are wanted
     */
    record Asked(SnapshotId id, int points, @Nullable String versionId, boolean fresh, boolean downsample)
            implements SnapshotQuery {
        /** The query that asks for the same again, and for no build. */
        String query() {
            return "window=" + id.window().label() + "&samples=" + points + (downsample ? "&downsample=true" : "")
                    + (id.scope().isAll() ? "" : "&host=" + id.scope().name());
        }
    }

    /** It is not allowed; says why, and what would be. */
    record Refused(String detail, List<String> allowed) implements SnapshotQuery {}

    /** The parameters of {@code /samples/latest}. */
    Set<String> OF_LATEST = names("versionId", "fresh", "downsample");

    /** The parameters of {@code /samples/latest/meta}. */
    Set<String> OF_META = names();

    private static Set<String> names(String... more) {
        Set<String> names =
                new LinkedHashSet<>(List.of("window", "minutes", "hours", "days", "months", "samples", "host"));
        names.addAll(List.of(more));
        return names;
    }

    /** Reads a query. */
    static SnapshotQuery parse(@Nullable String raw, Set<String> allowed) {
        return switch (Query.parse(raw, allowed)) {
            case Query.Refused refused -> new Refused(refused.detail(), new ArrayList<>(allowed));
            case Query.Parameters parameters -> read(parameters);
        };
    }

    private static SnapshotQuery read(Query.Parameters in) {
        List<Span> spans =
                Span.ALL.stream().filter(s -> in.get(s.name()).isPresent()).toList();
        if (spans.size() != 1) {
            return new Refused(
                    (spans.isEmpty() ? "The window is missing" : "The window is named twice")
                            + ": give one of window, minutes, hours, days and months.",
                    Span.everything());
        }
        Span span = spans.getFirst();
        Window window = span.window(in.get(span.name()).orElse("")).orElse(null);
        if (window == null) {
            return new Refused("There is no such window.", Span.everything());
        }
        Scope scope = Scope.ALL;
        String host = in.get("host").orElse(null);
        if (host != null) {
            if (!Scope.isHost(host)) {
                return new Refused(
                        "This is not a host name (" + Scope.HOST_RULE + "). Without one, all hosts are meant.",
                        List.of());
            }
            scope = Scope.host(host);
        }
        for (String flag : List.of("fresh", "downsample")) {
            if (!Set.of("true", "false").contains(in.get(flag).orElse("false"))) {
                return new Refused("The parameter '" + flag + "' is neither true nor false.", List.of("true", "false"));
            }
        }
        boolean fresh = in.get("fresh").orElse("").equals("true");
        boolean downsample = in.get("downsample").orElse("").equals("true");
        String versionId = in.get("versionId").orElse(null);
        if (versionId != null && (fresh || downsample)) {
            return new Refused("A version that is named cannot be fresh or downsampled.", List.of());
        }
        return points(in.get("samples").orElse("100"), scope, window, versionId, fresh, downsample);
    }

    private static SnapshotQuery points(
            String text, Scope scope, Window window, @Nullable String versionId, boolean fresh, boolean downsample) {
        int points = text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : 0;
        if (points < FEWEST || points > MOST) {
            return new Refused("The parameter 'samples' is not a whole number from 20 to 500.", List.of("20 to 500"));
        }
        if (downsample && MOST % points != 0) {
            List<String> divisors = new ArrayList<>();
            for (int i = FEWEST; i <= MOST; i++) {
                if (MOST % i == 0) {
                    divisors.add(Integer.toString(i));
                }
            }
            return new Refused("With downsample=true, 'samples' must divide 500.", divisors);
        }
        Granularity granularity = Granularity.ALL.getFirst();
        for (Granularity g : Granularity.ALL) {
            granularity = g.points() <= points ? g : granularity;
        }
        return new Asked(new SnapshotId(scope, window, granularity), points, versionId, fresh, downsample);
    }

    /** A way to name a window: by its label, or by how many of a unit it is long. */
    record Span(String name, long unitMillis) {
        private static final long MINUTE = Duration.ofMinutes(1).toMillis();
        private static final long MONTHS = -1;

        /** All, the label first. */
        static final List<Span> ALL = List.of(
                new Span("window", 0),
                new Span("minutes", MINUTE),
                new Span("hours", 60 * MINUTE),
                new Span("days", 24 * 60 * MINUTE),
                new Span("months", MONTHS));

        Optional<Window> window(String value) {
            if (unitMillis == 0) {
                return Window.of(value);
            }
            if (!value.matches("[1-9][0-9]{0,6}")) {
                return Optional.empty();
            }
            if (unitMillis == MONTHS) {
                return Window.of(value + "m");
            }
            long span = Long.parseLong(value) * unitMillis;
            return Window.ALL.stream().filter(w -> w.spanMillis() == span).findFirst();
        }

        /** Everything that names a window. */
        static List<String> everything() {
            List<String> all = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            for (Span span : ALL) {
                for (Window window : Window.ALL) {
                    String value = span.valueOf(window);
                    if (value != null && span.window(value).isPresent() && seen.add(span.name + value)) {
                        all.add(span.name + "=" + value);
                    }
                }
            }
            return all;
        }

        private @Nullable String valueOf(Window window) {
            if (unitMillis == 0) {
                return window.label();
            }
            if (unitMillis == MONTHS) {
                return window.label().endsWith("m")
                        ? window.label().substring(0, window.label().length() - 1)
                        : null;
            }
            return window.spanMillis() % unitMillis == 0 ? Long.toString(window.spanMillis() / unitMillis) : null;
        }
    }
}
