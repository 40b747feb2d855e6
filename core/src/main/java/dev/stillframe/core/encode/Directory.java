package dev.stillframe.core.encode;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.StoredObject;
import java.util.List;
import java.util.Locale;

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
     * @param thresholds of all kinds and hosts
     * @param notice a line that the page shows above everything; empty for none
     */
    public static StoredObject config(Metrics metrics, String zone, Thresholds thresholds, String notice) {
        JsonBytes out = new JsonBytes();
        out.raw("{\"schema\":1,\"zone\":").string(zone).raw(",\"notice\":");
        if (notice.isEmpty()) {
            out.raw("null");
        } else {
            out.string(notice);
        }
        out.raw(",\n\"windows\":[");
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
        ThresholdsJson.write(out, thresholds, metrics);
        return new StoredObject(CONFIG, out.raw("}}\n").toBytes(), false);
    }
}
