package dev.stillframe.core.encode;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.StoredObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The two files that tell a reader what there is: {@code hosts.json} and {@code config.json}. */
public final class Directory {
    /** Key of the list of hosts. */
    public static final String HOSTS = "hosts.json";

    /** Key of the description of windows, granularities and metrics. */
    public static final String CONFIG = "config.json";

    private Directory() {}

    /** The list of hosts, by name, each with the time of its newest sample or null. */
    public static StoredObject hosts(List<HostSummary> hosts) {
        JsonBytes out = new JsonBytes();
        out.raw("{\"schema\":1,\"hosts\":[");
        String separator = "\n";
        for (HostSummary host : hosts) {
            out.raw(separator).raw("{\"host\":").string(host.host()).raw(",\"lastSampleAt\":");
            Times.write(out, host.lastSampleAt());
            out.raw("}");
            separator = ",\n";
        }
        return new StoredObject(HOSTS, out.raw("\n]}\n").toBytes(), false);
    }

    /**
     * The description of the deployment.
     *
     * @param zone name of its time zone
     * @param promised for each host that has any, by metric name: the promised value in smallest units
     */
    public static StoredObject config(Metrics metrics, String zone, Map<String, Map<String, Long>> promised) {
        return config(metrics, zone, promised, Map.of());
    }

    /**
     * The description of the deployment.
     *
     * @param zone name of its time zone
     * @param promised for each host that has any, by metric name: the promised value in smallest units
     * @param minimum the same of the values that samples should not be worse than
     */
    public static StoredObject config(
            Metrics metrics,
            String zone,
            Map<String, Map<String, Long>> promised,
            Map<String, Map<String, Long>> minimum) {
        JsonBytes out = new JsonBytes();
        out.raw("{\"schema\":1,\"zone\":").string(zone).raw(",\n\"windows\":[");
        for (Window w : Window.ALL) {
            out.raw(w.ordinal() == 0 ? "\n" : ",\n").raw("{\"window\":").string(w.label());
            out.raw(",\"spanMillis\":").number(w.spanMillis());
            out.raw(",\"builtEverySeconds\":").number(w.cadenceMillis() / 1000);
            out.raw(",\"maxAgeSeconds\":").number(w.maxAgeSeconds()).raw("}");
        }
        out.raw("],\n\"granularities\":[");
        for (Granularity g : Granularity.ALL) {
            out.raw(g.ordinal() == 0 ? "" : ",").number(g.points());
        }
        out.raw("],\n\"metrics\":[");
        for (int i = 0; i < metrics.size(); i++) {
            Metric m = metrics.get(i);
            out.raw(i == 0 ? "\n" : ",\n")
                    .raw("{\"name\":")
                    .string(m.name())
                    .raw(",\"unit\":")
                    .string(m.unit());
            out.raw(",\"scale\":").number(m.scale()).raw(",\"decimals\":").number(m.decimals());
            out.raw(",\"min\":").decimal(m.min(), m.scale()).raw(",\"max\":").decimal(m.max(), m.scale());
            out.raw(",\"better\":")
                    .string(m.better().name().toLowerCase(Locale.ROOT))
                    .raw("}");
        }
        out.raw("],\n\"thresholds\":{");
        String separator = "\n";
        TreeSet<String> hosts = new TreeSet<>(promised.keySet());
        hosts.addAll(minimum.keySet());
        for (String host : hosts) {
            Map<String, Long> first = promised.get(host);
            Map<String, Long> second = minimum.get(host);
            out.raw(separator).string(host).raw(":{");
            if (first != null) {
                group(out, "promised", first, metrics);
            }
            if (second != null) {
                group(out.raw(first == null ? "" : ","), "minimum", second, metrics);
            }
            out.raw("}");
            separator = ",\n";
        }
        return new StoredObject(CONFIG, out.raw("}}\n").toBytes(), false);
    }

    private static void group(JsonBytes out, String name, Map<String, Long> values, Metrics metrics) {
        out.string(name).raw(":{");
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
