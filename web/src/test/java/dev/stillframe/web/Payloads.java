package dev.stillframe.web;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.publish.Pages.Shown;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Snapshots of a day in 100 segments, put together column by column. */
final class Payloads {
    /** When they are built, unless a test says otherwise. */
    static final long NOW = Instant.parse("2025-12-29T08:15:00.123Z").toEpochMilli();

    static final long BUCKET = Window.D1.bucketMillis(Granularity.G100);

    private final Scope scope;
    private final long[] t;
    private final long[] count;
    private final long[] failures;
    private final Map<String, String> metrics = new LinkedHashMap<>();

    private Payloads(Scope scope, long[] t) {
        this.scope = scope;
        this.t = t;
        this.count = LongStream.generate(() -> 1).limit(t.length).toArray();
        this.failures = new long[t.length];
    }

    /** One with a point in each of the buckets, counted from the first; none has a value yet. */
    static Payloads at(Scope scope, int... buckets) {
        long from = Window.D1.from(Granularity.G100, NOW);
        return new Payloads(
                scope,
                Arrays.stream(buckets)
                        .mapToLong(b -> Math.min(NOW, from + b * BUCKET + 60_000))
                        .toArray());
    }

    /** A full day of the five built-in metrics, with a gap and a few failed tests. */
    static Payloads ordinary(Scope scope) {
        int[] buckets = IntStream.range(0, 100).filter(b -> b < 40 || b > 46).toArray();
        Payloads day = at(scope, buckets);
        IntStream.of(12, 13, 70).forEach(day::failed);
        day.metric("download", "Mbit/s", wave(buckets, 480, 60, 0.21), 25);
        day.metric("upload", "Mbit/s", wave(buckets, 41, 3, 0.33), 2.5);
        day.metric("ping", "ms", wave(buckets, 11.4, 2.2, 0.7), 1.75);
        day.metric("jitter", "ms", wave(buckets, 1.2, 0.6, 1.1), 0.35);
        day.metric("packet_loss", "%", wave(buckets, 0.4, 0.39, 0.9), 0.01);
        return day;
    }

    private static double[] wave(int[] buckets, double middle, double swing, double pace) {
        return Arrays.stream(buckets)
                .mapToDouble(b -> middle + swing * StrictMath.sin(b * pace) * StrictMath.cos(b * 0.05))
                .toArray();
    }

    /** All tests of a point failed. */
    Payloads failed(int point) {
        count[point] = 0;
        failures[point] = 1;
        return this;
    }

    /** Adds a metric: averages, from which least and greatest values are so far away; null where a point failed. */
    Payloads metric(String name, String unit, double[] avg, double spread) {
        metrics.put(
                name,
                "{\"unit\":" + quoted(unit) + ",\"avg\":" + column(avg, 0) + ",\"min\":" + column(avg, -spread)
                        + ",\"max\":" + column(avg, spread) + "}");
        return this;
    }

    private String column(double[] values, double more) {
        return IntStream.range(0, t.length)
                .mapToObj(i -> count[i] == 0 ? "null" : decimal(values[i] + more))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String decimal(double value) {
        return java.math.BigDecimal.valueOf(value)
                .setScale(2, java.math.RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> json.append(String.format(Locale.ROOT, "\\u%04x", c)));
        return json.append('"').toString();
    }

    /** The snapshot as pages get it. */
    Shown shown() {
        String json = "{\"schema\":1,\"scope\":\"" + scope.name()
                + "\",\"window\":\"1d\",\"granularity\":100,\"bucketMillis\":" + BUCKET + ",\"points\":" + t.length
                + ",\"samples\":"
                + (Arrays.stream(count).sum() + Arrays.stream(failures).sum()) + ",\"t\":" + list(t)
                + ",\"count\":" + list(count) + ",\"failures\":" + list(failures) + ",\"metrics\":{"
                + metrics.entrySet().stream()
                        .map(e -> quoted(e.getKey()) + ":" + e.getValue())
                        .collect(Collectors.joining(","))
                + "}}";
        return new Shown(
                json.getBytes(StandardCharsets.UTF_8),
                NOW,
                NOW + 3 * Window.D1.cadenceMillis(),
                Window.D1.from(Granularity.G100, NOW),
                Window.D1.to(Granularity.G100, NOW),
                t.length == 0 ? Long.MIN_VALUE : t[t.length - 1]);
    }

    private static List<Long> list(long[] column) {
        return Arrays.stream(column).boxed().toList();
    }
}
