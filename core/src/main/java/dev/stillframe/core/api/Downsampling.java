package dev.stillframe.core.api;

import dev.stillframe.core.model.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a payload of fewer points from one of 500. Counts, failures, times, least and greatest values are exact. An average is that
 * of the averages, each weighted by the successful samples of its bucket, rounded half away from zero to the published decimals.
 */
final class Downsampling {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Downsampling() {}

    /**
     * Downsamples a valid payload.
     *
     * @param json of 500 points
     * @param points a divisor of 500
     * @param now the instant the payload was built for, epoch milliseconds: it says where the window ends
     * @param decimals how many decimals each metric is published with
     */
    static byte[] of(byte[] json, Window window, int points, long now, Map<String, Integer> decimals) {
        ObjectNode payload = (ObjectNode) JSON.readTree(json);
        long bucket = window.spanMillis() / points;
        long from = (Math.floorDiv(now, bucket) + 1) * bucket - points * bucket;
        List<int[]> groups = groups(payload.get("t"), bucket, from);

        ObjectNode made = JSON.createObjectNode();
        made.set("schema", payload.get("schema"));
        made.set("scope", payload.get("scope"));
        made.set("window", payload.get("window"));
        made.put("granularity", points);
        made.put("bucketMillis", bucket);
        made.put("points", groups.size());
        ArrayNode t = JSON.createArrayNode();
        groups.forEach(g -> t.add(payload.get("t").get(g[1] - 1).longValue()));
        ArrayNode count = sums(payload.get("count"), groups);
        ArrayNode failures = sums(payload.get("failures"), groups);
        long samples = 0;
        for (int i = 0; i < groups.size(); i++) {
            samples += count.get(i).longValue() + failures.get(i).longValue();
        }
        made.put("samples", samples);
        made.set("t", t);
        made.set("count", count);
        made.set("failures", failures);
        ObjectNode metrics = made.putObject("metrics");
        payload.get("metrics").forEachEntry((name, columns) -> {
            ObjectNode metric = metric(columns, payload.get("count"), groups, decimals.getOrDefault(name, 2));
            if (metric != null) {
                metrics.set(name, metric);
            }
        });
        return JSON.writeValueAsBytes(made);
    }

    /** From which point to which (exclusive) each new point is made. Points before the window's start belong to none. */
    private static List<int[]> groups(JsonNode t, long bucket, long from) {
        List<int[]> groups = new ArrayList<>();
        int i = 0;
        while (i < t.size() && t.get(i).longValue() < from) {
            i++;
        }
        while (i < t.size()) {
            int first = i;
            long number = Math.floorDiv(t.get(i).longValue(), bucket);
            while (i < t.size() && Math.floorDiv(t.get(i).longValue(), bucket) == number) {
                i++;
            }
            groups.add(new int[] {first, i});
        }
        return groups;
    }

    private static ArrayNode sums(JsonNode column, List<int[]> groups) {
        ArrayNode sums = JSON.createArrayNode();
        for (int[] group : groups) {
            long sum = 0;
            for (int i = group[0]; i < group[1]; i++) {
                sum += column.get(i).longValue();
            }
            sums.add(sum);
        }
        return sums;
    }

    private static @Nullable ObjectNode metric(JsonNode columns, JsonNode count, List<int[]> groups, int decimals) {
        ArrayNode avg = JSON.createArrayNode();
        ArrayNode min = JSON.createArrayNode();
        ArrayNode max = JSON.createArrayNode();
        boolean any = false;
        for (int[] group : groups) {
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal weight = BigDecimal.ZERO;
            BigDecimal least = null;
            BigDecimal most = null;
            for (int i = group[0]; i < group[1]; i++) {
                if (!columns.get("avg").get(i).isNull()) {
                    BigDecimal n = count.get(i).decimalValue();
                    sum = sum.add(columns.get("avg").get(i).decimalValue().multiply(n));
                    weight = weight.add(n);
                    BigDecimal low = columns.get("min").get(i).decimalValue();
                    BigDecimal high = columns.get("max").get(i).decimalValue();
                    least = least == null ? low : least.min(low);
                    most = most == null ? high : most.max(high);
                }
            }
            if (least == null || most == null) {
                avg.addNull();
                min.addNull();
                max.addNull();
            } else {
                any = true;
                avg.add(published(sum.divide(weight, decimals, RoundingMode.HALF_UP)));
                min.add(published(least));
                max.add(published(most));
            }
        }
        if (!any) {
            return null;
        }
        ObjectNode metric = JSON.createObjectNode();
        metric.set("unit", columns.get("unit"));
        metric.set("avg", avg);
        metric.set("min", min);
        metric.set("max", max);
        return metric;
    }

    /** Without trailing zeros, and never with an exponent. */
    private static JsonNode published(BigDecimal value) {
        BigDecimal brief = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return JSON.getNodeFactory().numberNode(brief.scale() < 0 ? brief.setScale(0) : brief);
    }
}
