package dev.stillframe.core.encode;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.encode.RollupSeries.Row;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Thresholds;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes rows of series as tables: JSON arrays with an object a period. Numbers are those of the series, digit by digit. */
public final class RollupTable {
    private static final String[] BOUNDS = {"avg", "min", "max"};
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("uuuu", Locale.ENGLISH);

    private final Metrics metrics;
    private final Calendar calendar;
    private final JsonBytes out = new JsonBytes();

    /** For a deployment. Not for use by several threads. */
    public RollupTable(Metrics metrics, Calendar calendar) {
        this.metrics = metrics;
        this.calendar = calendar;
    }

    private interface Write {
        void row(Row row);
    }

    private byte[] table(List<Row> rows, Write write) {
        out.clear().raw("[");
        for (int i = 0; i < rows.size(); i++) {
            out.raw(i == 0 ? "\n" : ",\n");
            write.row(rows.get(i));
        }
        return out.raw("]\n").toBytes();
    }

    /** The rows with the names that summaries have, in the order given. */
    public byte[] rollups(List<Row> rows) {
        return table(rows, this::rollup);
    }

    private void rollup(Row row) {
        out.raw("{\"period\":").string(row.text("period"));
        plain(",\"from\":", row, "from");
        plain(",\"to\":", row, "to");
        out.raw(",\"status\":").string(row.text("open").equals("true") ? "open" : "closed");
        plain(",\"records_aggregated\":", row, "records");
        plain(",\"failed\":", row, "failures");
        plain(",\"days\":", row, "days");
        out.raw(",\"first_sample_at\":");
        Times.write(out, row.number("firstAt"));
        out.raw(",\"last_sample_at\":");
        Times.write(out, row.number("lastAt"));
        for (Metric metric : metrics.list()) {
            String name = metric.name();
            if (isShown(row, name)) {
                out.raw(",\"count_" + name + "\":");
                String count = row.text(name, "count");
                out.raw(count.equals("null") ? "0" : count);
                for (String bound : BOUNDS) {
                    out.raw(",\"" + bound + "_" + name + "\":").raw(row.text(name, bound));
                }
            }
        }
        out.raw(",\"connection_types\":[");
        String comma = "";
        for (String type : row.connectionTypes()) {
            out.raw(comma).string(type);
            comma = ",";
        }
        plain("],\"anomalies_count\":", row, "anomalies");
        for (Thresholds.Kind kind : Thresholds.Kind.ALL) {
            plain(",\"" + kind.label() + "_judged\":", row, kind.label() + "_judged");
            plain(",\"" + kind.label() + "_missed\":", row, kind.label() + "_missed");
        }
        plain(",\"below_expected\":", row, "below_expected");
        plain(",\"expectedCount\":", row, "expectedCount");
        out.raw(",\"observedCount\":").number(row.number("records") + row.number("failures"));
        plain(",\"percentComplete\":", row, "percentComplete");
        out.raw("}");
    }

    /** The first three are always there; of the others those that the series has. */
    private boolean isShown(Row row, String metric) {
        return metrics.indexOf(metric) < 3 || row.metrics().contains(metric);
    }

    private void plain(String name, Row row, String column) {
        out.raw(name).raw(row.text(column));
    }

    /**
     * The rows in the shape of the older dashboard, in the order given.
     *
     * @param mode their kind; of slots of a quarter of an hour {@link Mode#HOURLY}
     */
    public byte[] dashboard(Mode mode, List<Row> rows) {
        return table(rows, row -> dashboard(mode, row));
    }

    private void dashboard(Mode mode, Row row) {
        OffsetDateTime from =
                Instant.ofEpochMilli(row.from()).atZone(calendar.zone()).toOffsetDateTime();
        out.raw("{\"date_ist\":").string(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(from));
        out.raw(",\"date_ist_str\":").string(shown(mode, row, from));
        for (String bound : BOUNDS) {
            for (Metric metric : metrics.list()) {
                if (isShown(row, metric.name())) {
                    out.raw(",\"" + metric.name() + "_" + bound + "\":").raw(row.text(metric.name(), bound));
                }
            }
        }
        plain(",\"days\":", row, "days");
        out.raw(",\"connection_type\":");
        if (row.connectionTypes().isEmpty()) {
            out.raw("null");
        } else {
            out.string(String.join(", ", row.connectionTypes()));
        }
        plain(",\"below_expected\":", row, "below_expected");
        plain(",\"records\":", row, "records");
        plain(",\"failed\":", row, "failures");
        plain(",\"anomalies\":", row, "anomalies");
        plain(",\"percentComplete\":", row, "percentComplete");
        out.raw("}");
    }

    private String shown(Mode mode, Row row, OffsetDateTime from) {
        return switch (mode) {
            case HOURLY -> MINUTE.format(from);
            case DAILY -> DAY.format(from);
            case WEEKLY ->
                DAY.format(from) + " to "
                        + DAY.format(Instant.ofEpochMilli(row.to() - 1).atZone(calendar.zone()));
            case MONTHLY -> MONTH.format(from);
            case YEARLY -> YEAR.format(from);
        };
    }
}
