package dev.stillframe.testkit;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is published, computed the slow and plain way from the text of the contracts: windows, metrics and numbers are
 * written down here again, so that nothing is shared with the code under test.
 */
final class Oracle {
    private record Span(String label, long millis) {}

    private record Quantity(String name, String unit, int scale) {}

    private static final long HOUR = 3_600_000L;
    private static final List<Span> WINDOWS = List.of(
            new Span("1h", HOUR),
            new Span("10h", 10 * HOUR),
            new Span("1d", 24 * HOUR),
            new Span("10d", 240 * HOUR),
            new Span("3m", 90 * 24 * HOUR),
            new Span("12m", 365 * 24 * HOUR));
    private static final int[] GRANULARITIES = {20, 100, 250, 500};
    private static final List<Quantity> METRICS = List.of(
            new Quantity("download", "Mbit/s", 3),
            new Quantity("upload", "Mbit/s", 3),
            new Quantity("ping", "ms", 3),
            new Quantity("jitter", "ms", 3),
            new Quantity("packet_loss", "%", 4));

    private Oracle() {}

    /** The 24 payloads of a scope as JSON by key, from the samples that count. */
    static Map<String, String> payloads(Collection<Sample> counted, Scope scope, long now) {
        Map<String, String> payloads = new LinkedHashMap<>();
        String folder = scope.name().equals("all") ? "" : "host=" + scope.name() + "/";
        for (Span window : WINDOWS) {
            for (int g : GRANULARITIES) {
                String key = folder + "latest_" + window.label() + "_" + g + ".json";
                payloads.put(key, payload(counted, scope, window, g, now));
            }
        }
        return payloads;
    }

    private static String payload(Collection<Sample> counted, Scope scope, Span window, int g, long now) {
        long b = window.millis() / g;
        long to = (Math.floorDiv(now, b) + 1) * b;
        long from = to - g * b;
        Map<Long, List<Sample>> buckets = new TreeMap<>();
        int samples = 0;
        for (Sample s : counted) {
            boolean mine = scope.name().equals("all") || scope.name().equals(s.host());
            if (mine && s.t() >= from && s.t() <= now) {
                buckets.computeIfAbsent(Math.floorDiv(s.t(), b), i -> new ArrayList<>())
                        .add(s);
                samples++;
            }
        }
        List<Object> times = new ArrayList<>();
        List<Object> counts = new ArrayList<>();
        List<Object> failures = new ArrayList<>();
        for (List<Sample> bucket : buckets.values()) {
            times.add(bucket.stream().mapToLong(Sample::t).max().orElseThrow());
            long failed = bucket.stream().filter(Sample::isFailure).count();
            counts.add(bucket.size() - failed);
            failures.add(failed);
        }
        return "{\"schema\":1,\"scope\":\"" + scope.name() + "\",\"window\":\"" + window.label()
                + "\",\"granularity\":" + g + ",\"bucketMillis\":" + b + ",\"points\":" + buckets.size()
                + ",\"samples\":" + samples + ",\"t\":" + array(times) + ",\"count\":" + array(counts)
                + ",\"failures\":" + array(failures) + ",\"metrics\":{" + metrics(buckets.values()) + "}}";
    }

    private static String metrics(Collection<List<Sample>> buckets) {
        List<String> texts = new ArrayList<>();
        for (int m = 0; m < METRICS.size(); m++) {
            Quantity metric = METRICS.get(m);
            List<Object> avg = new ArrayList<>();
            List<Object> min = new ArrayList<>();
            List<Object> max = new ArrayList<>();
            boolean any = false;
            for (List<Sample> bucket : buckets) {
                List<BigDecimal> values = new ArrayList<>();
                for (Sample s : bucket) {
                    if (s.values().has(m)) {
                        values.add(BigDecimal.valueOf(s.values().get(m), metric.scale()));
                    }
                }
                any |= !values.isEmpty();
                avg.add(values.isEmpty() ? "null" : average(values));
                min.add(
                        values.isEmpty()
                                ? "null"
                                : shown(values.stream().reduce(BigDecimal::min).orElseThrow()));
                max.add(
                        values.isEmpty()
                                ? "null"
                                : shown(values.stream().reduce(BigDecimal::max).orElseThrow()));
            }
            if (any) {
                texts.add("\"" + metric.name() + "\":{\"unit\":\"" + metric.unit() + "\",\"avg\":" + array(avg)
                        + ",\"min\":" + array(min) + ",\"max\":" + array(max) + "}");
            }
        }
        return String.join(",", texts);
    }

    private static String average(List<BigDecimal> values) {
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        // HALF_UP is what BigDecimal calls half away from zero.
        return plain(sum.divide(BigDecimal.valueOf(values.size()), 2, RoundingMode.HALF_UP));
    }

    private static String shown(BigDecimal value) {
        return plain(value.setScale(2, RoundingMode.HALF_UP));
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String array(List<Object> items) {
        return "[" + String.join(",", items.stream().map(String::valueOf).toList()) + "]";
    }
}
