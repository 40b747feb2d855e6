package dev.stillframe.web;

import dev.stillframe.core.encode.PayloadColumns;
import dev.stillframe.core.encode.PayloadColumns.Column;
import dev.stillframe.core.encode.PayloadParser;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Thresholds.Kind;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.publish.Pages.Shown;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the first view of a scope. Texts, numbers and rules are those of the page's script, which takes over from it. */
final class FirstView {
    private static final int SPARK_WIDTH = 200;
    private static final int SPARK_HEIGHT = 40;
    private static final int HOURS_A_TICK = 3;
    private static final int LONGEST_TEXT = 32;

    private final Messages messages;
    private final Limits limits;
    private final Moments moments;
    private final Scope scope;
    private final Shown shown;
    private final SnapshotId id;
    private final PayloadColumns payload;
    private final double usual;
    /** The chart's metric; null where none has a value. */
    private final @Nullable Column chosen;

    /**
     * Reads the snapshot.
     *
     * @throws IllegalArgumentException when it is no valid payload of what pages show
     */
    FirstView(Messages messages, Limits limits, Moments moments, Scope scope, Shown shown) {
        this.messages = messages;
        this.limits = limits;
        this.moments = moments;
        this.scope = scope;
        this.shown = shown;
        this.id = Pages.shown(scope);
        this.payload = readable(PayloadParser.columns(id, shown.json()));
        this.usual = scope.isAll() ? Trend.MANY_SOURCES : Trend.ONE_SOURCE;
        this.chosen = payload.metrics().isEmpty() ? null : payload.metrics().getFirst();
    }

    /** The same with units that break no layout, whatever they are. */
    private static PayloadColumns readable(PayloadColumns payload) {
        return new PayloadColumns(
                payload.bucketMillis(),
                payload.t(),
                payload.count(),
                payload.failures(),
                payload.metrics().stream()
                        .map(m ->
                                new Column(m.name(), PlainText.line(m.unit(), LONGEST_TEXT), m.avg(), m.min(), m.max()))
                        .toList());
    }

    /** All of it. */
    First view() {
        boolean samples = shown.lastSampleAt() != Long.MIN_VALUE;
        return new First(
                id.window().label(),
                id.granularity().points(),
                iso(shown.generatedAt()),
                moments.full(shown.generatedAt()),
                samples ? iso(shown.lastSampleAt()) : null,
                samples ? moments.full(shown.lastSampleAt()) : null,
                payload.t().length == 0 ? messages.text("chart.noSamples") : range() + " · " + tests(),
                tiles(),
                payload.t().length == 0 ? null : chart());
    }

    /** The chart's metric as a tile, or null where no metric has a value. */
    @Nullable
    Tile newest() {
        return chosen == null ? null : tile(chosen);
    }

    /** Whether the newest point has failed tests only. */
    boolean lastFailed() {
        int last = payload.t().length - 1;
        return last >= 0 && payload.count()[last] == 0;
    }

    /** Whether the newest average of the chart's metric is worse than what is in force of a kind. */
    boolean isWorse(Kind kind) {
        if (chosen == null) {
            return false;
        }
        int at = Trend.newest(chosen);
        Double limit = limits.at(kind, scope, chosen.name(), payload.t()[at]);
        return limits.isWorse(chosen.name(), chosen.avg()[at], limit);
    }

    /** Whether anything is in force of a kind for the chart's metric. */
    boolean isHeldTo(Kind kind) {
        return chosen != null
                && limits.better(chosen.name()) != Metric.Better.NEITHER
                && limits.at(kind, scope, chosen.name(), payload.t()[Trend.newest(chosen)]) != null;
    }

    /** Whether a low value of the chart's metric is the bad one. */
    boolean higherIsBetter() {
        return chosen != null && limits.better(chosen.name()) == Metric.Better.HIGHER;
    }

    private List<Tile> tiles() {
        if (payload.metrics().isEmpty()) {
            String none = payload.t().length == 0 ? messages.text("chart.noSamples") : messages.text("chart.noValue");
            return limits.metrics().list().stream()
                    .map(m -> new Tile(m.name(), title(m.name()), "–", m.unit(), none, "", false, null))
                    .toList();
        }
        return payload.metrics().stream().map(this::tile).toList();
    }

    private Tile tile(Column metric) {
        int at = Trend.newest(metric);
        double value = metric.avg()[at];
        long t = payload.t()[at];
        Double promised = limits.at(Kind.PROMISED, scope, metric.name(), t);
        boolean worse = limits.isWorse(metric.name(), value, promised);
        boolean below = limits.better(metric.name()) == Metric.Better.HIGHER;
        return new Tile(
                PlainText.of(metric.name()),
                title(metric.name()),
                Figures.value(value),
                metric.unit(),
                messages.text("chart.until", "time", moments.from(t, shown.generatedAt())),
                worse && promised != null
                        ? messages.text(
                                below ? "chart.belowPromised" : "chart.abovePromised", "value", Figures.value(promised))
                        : "",
                chosen != null && metric.name().equals(chosen.name()),
                spark(metric));
    }

    private Drawing spark(Column metric) {
        double low = Trend.least(metric);
        double high = Trend.greatest(metric);
        return Drawing.of(
                payload,
                metric,
                Trend.runs(payload, metric, usual),
                shown.from(),
                shown.to(),
                SPARK_WIDTH,
                SPARK_HEIGHT,
                // A little room above and below, for the width of the line.
                v -> high == low ? 0.5 : 0.05 + 0.9 * (high - v) / (high - low));
    }

    private FirstChart chart() {
        Column metric = chosen;
        Double promised = metric == null ? null : limits.at(Kind.PROMISED, scope, metric.name(), shown.generatedAt());
        ValueAxis axis = metric == null ? null : axis(metric, promised);
        List<FirstChart.Tick> values = axis == null ? List.of() : ticks(axis);
        int longest = values.stream().mapToInt(v -> v.label().length()).max().orElse(0);
        return new FirstChart(
                words(),
                longest <= 5 ? "narrow" : longest <= 8 ? "wide" : "widest",
                values,
                times(),
                gaps(),
                metric == null || axis == null
                        ? null
                        : Drawing.of(
                                payload,
                                metric,
                                Trend.runs(payload, metric, usual),
                                shown.from(),
                                shown.to(),
                                FirstChart.WIDTH,
                                FirstChart.HEIGHT,
                                axis::depth),
                promised == null || axis == null ? null : Figures.percent(axis.depth(promised)),
                promised == null || metric == null
                        ? ""
                        : messages.text("chart.promised", "value", Figures.quantity(promised, metric.unit())),
                IntStream.range(0, payload.t().length)
                        .filter(i -> payload.failures()[i] > 0)
                        .mapToObj(i -> place(payload.t()[i]))
                        .toList());
    }

    private ValueAxis axis(Column metric, @Nullable Double promised) {
        double low = Trend.least(metric);
        double high = Trend.greatest(metric);
        if (promised != null) {
            low = Math.min(low, promised);
            high = Math.max(high, promised);
        }
        if (low > 0 && limits.startsAtZero(metric.name())) {
            low = 0;
        }
        return ValueAxis.holding(low, high);
    }

    private static List<FirstChart.Tick> ticks(ValueAxis axis) {
        List<FirstChart.Tick> ticks = new ArrayList<>();
        for (int i = 0; i < axis.ticks().size(); i++) {
            BigDecimal tick = axis.ticks().get(i);
            String at = Figures.percent(axis.depth(tick.doubleValue()));
            ticks.add(new FirstChart.Tick(at, Figures.plain(tick), i % 2 == 1));
        }
        return ticks;
    }

    /** Every few hours on the wall clock, so that ticks stay at round times where the clock changes. */
    private List<FirstChart.Tick> times() {
        List<FirstChart.Tick> ticks = new ArrayList<>();
        ZonedDateTime start = moments.at(shown.from());
        LocalDateTime wall = start.toLocalDate().atStartOfDay();
        long last = Long.MIN_VALUE;
        for (int i = 0; ; i++) {
            ZonedDateTime tick = wall.plusHours((long) i * HOURS_A_TICK).atZone(moments.zone());
            long t = tick.toInstant().toEpochMilli();
            if (t > shown.to()) {
                return ticks;
            }
            if (t >= shown.from() && t != last) {
                ticks.add(new FirstChart.Tick(place(t), moments.tick(tick), i % 2 == 1));
                last = t;
            }
        }
    }

    private List<FirstChart.Gap> gaps() {
        // Up to the build, not to the end of the bucket that it fell in: the rest of that has not happened yet.
        long end = Math.min(shown.to(), shown.generatedAt());
        return Trend.silences(payload, shown.from(), end, usual).stream()
                .map(gap -> new FirstChart.Gap(place(gap.from()), share(gap.to() - gap.from())))
                .toList();
    }

    private String place(long t) {
        return share(t - shown.from());
    }

    /** So many milliseconds as a percentage of the window. */
    private String share(long millis) {
        return Figures.percent((double) millis / (shown.to() - shown.from()));
    }

    private String words() {
        String from = moments.withZone(shown.from());
        String to = moments.withZone(Math.min(shown.to(), shown.generatedAt()));
        if (chosen == null) {
            return messages.text("chart.wordsWithoutValue", "from", from, "to", to, "tests", tests());
        }
        int at = Trend.newest(chosen);
        return messages.text(
                "chart.words",
                "metric",
                title(chosen.name()),
                "from",
                from,
                "to",
                to,
                "value",
                Figures.quantity(chosen.avg()[at], chosen.unit()),
                "range",
                range(),
                "tests",
                tests());
    }

    private String range() {
        return chosen == null
                ? messages.text("chart.noValue")
                : messages.text(
                        "chart.range",
                        "low",
                        Figures.value(Trend.least(chosen)),
                        "high",
                        Figures.quantity(Trend.greatest(chosen), chosen.unit()));
    }

    private String tests() {
        long failed = Arrays.stream(payload.failures()).sum();
        String tests =
                messages.counted("chart.tests", Arrays.stream(payload.count()).sum() + failed);
        return failed == 0 ? tests : tests + ", " + messages.text("chart.failed", "n", Figures.whole(failed));
    }

    /** {@code packet_loss} as {@code Packet loss}. */
    static String title(String name) {
        String words = PlainText.line(name.replace('_', ' '), LONGEST_TEXT);
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String iso(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
