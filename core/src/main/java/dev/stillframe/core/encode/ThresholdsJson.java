package dev.stillframe.core.encode;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Thresholds.Kind;
import dev.stillframe.core.model.Thresholds.Limit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The thresholds in {@code config.json}: of each host and kind the last ones, and beside them since when which held, if that is dated. */
final class ThresholdsJson {
    private ThresholdsJson() {}

    /** Writes the hosts that have any, by name. */
    static void write(JsonBytes out, Thresholds thresholds, Metrics metrics) {
        TreeSet<String> hosts = new TreeSet<>();
        Kind.ALL.forEach(kind -> hosts.addAll(thresholds.of(kind).keySet()));
        String separator = "\n";
        for (String host : hosts) {
            Map<Kind, List<Limit>> limits = new TreeMap<>();
            for (Kind kind : Kind.ALL) {
                List<Limit> ofKind = thresholds.of(kind).get(host);
                if (ofKind != null) {
                    limits.put(kind, ofKind);
                }
            }
            host(out.raw(separator), host, limits, metrics);
            separator = ",\n";
        }
    }

    private static void host(JsonBytes out, String host, Map<Kind, List<Limit>> limits, Metrics metrics) {
        out.string(host).raw(":{");
        String comma = "";
        for (Map.Entry<Kind, List<Limit>> kind : limits.entrySet()) {
            out.raw(comma).string(kind.getKey().label()).raw(":");
            values(out, kind.getValue().getLast().values(), metrics);
            comma = ",";
        }
        limits.values().removeIf(ofKind -> ofKind.getLast().from() == Limit.ALWAYS);
        if (!limits.isEmpty()) {
            comma = ",\n\"history\":{";
            for (Map.Entry<Kind, List<Limit>> kind : limits.entrySet()) {
                out.raw(comma).string(kind.getKey().label()).raw(":[");
                history(out, kind.getValue(), metrics);
                out.raw("]");
                comma = ",";
            }
            out.raw("}");
        }
        out.raw("}");
    }

    private static void history(JsonBytes out, List<Limit> limits, Metrics metrics) {
        String separator = "\n";
        for (Limit limit : limits) {
            out.raw(separator).raw("{\"from\":");
            Times.write(out, limit.from());
            values(out.raw(",\"values\":"), limit.values(), metrics);
            out.raw("}");
            separator = ",\n";
        }
    }

    private static void values(JsonBytes out, Map<String, Long> values, Metrics metrics) {
        out.raw("{");
        String comma = "";
        for (Metric m : metrics.list()) {
            Long value = values.get(m.name());
            if (value != null) {
                out.raw(comma).string(m.name()).raw(":").decimal(value, m.scale());
                comma = ",";
            }
        }
        out.raw("}");
    }
}
