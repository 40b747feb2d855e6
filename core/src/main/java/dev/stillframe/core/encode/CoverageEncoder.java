package dev.stillframe.core.encode;

import dev.stillframe.core.coverage.Counts;
import dev.stillframe.core.coverage.DayCoverage;
import dev.stillframe.core.coverage.Gap;
import dev.stillframe.core.coverage.Schedule;
import dev.stillframe.core.model.Scope;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/** Writes the coverage of a day as JSON. */
public final class CoverageEncoder {
    private CoverageEncoder() {}

    /** The JSON text. */
    public static byte[] json(Scope scope, ZoneId zone, DayCoverage day) {
        JsonBytes out = new JsonBytes();
        out.raw("{\"schema\":1,\"scope\":").string(scope.name());
        out.raw(",\"date\":").string(day.date().toString());
        out.raw(",\"zone\":").string(zone.getId());
        out.raw(",\"from\":")
                .number(day.from())
                .raw(",\"to\":")
                .number(day.to())
                .raw(",\n");
        counts(out, day.total());
        out.raw(",\n\"schedules\":[");
        String comma = "";
        for (Map.Entry<String, Schedule> entry : day.schedules().entrySet()) {
            Schedule schedule = entry.getValue();
            out.raw(comma).raw("{\"host\":").string(entry.getKey());
            out.raw(",\"stepMillis\":").number(schedule.step());
            out.raw(",\"source\":").string(schedule.source().name().toLowerCase(Locale.ROOT));
            out.raw("}");
            comma = ",\n";
        }
        out.raw("],\n\"hours\":[");
        comma = "\n";
        for (DayCoverage.Hour hour : day.hours()) {
            out.raw(comma).raw("{\"hour\":").string(hour.hour().name());
            out.raw(",\"from\":").number(hour.from()).raw(",");
            counts(out, hour.counts());
            out.raw("}");
            comma = ",\n";
        }
        out.raw("],\n\"gaps\":[");
        comma = "\n";
        for (Gap gap : day.gaps()) {
            out.raw(comma).raw("{\"host\":").string(gap.host());
            out.raw(",\"from\":").number(gap.from()).raw(",\"to\":").number(gap.to());
            out.raw(",\"missed\":").number(gap.missed()).raw("}");
            comma = ",\n";
        }
        return out.raw("]}\n").toBytes();
    }

    private static void counts(JsonBytes out, Counts counts) {
        out.raw("\"expectedCount\":").number(counts.expected());
        out.raw(",\"observedCount\":").number(counts.observed());
        out.raw(",\"failedCount\":").number(counts.failed());
        out.raw(",\"percentComplete\":");
        counts.percentComplete().ifPresentOrElse(p -> out.decimal(p, 2), () -> out.raw("null"));
    }
}
