package dev.stillframe.cli;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.encode.RollupSeries.Row;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Calendar periods as a table for people, one a line. */
final class PeriodTable {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final String NONE = "-";

    private PeriodTable() {}

    /** The lines. */
    static List<String> of(Mode mode, Metrics metrics, List<Row> rows) {
        List<Metric> shown = metrics.list().stream()
                .filter(m ->
                        rows.stream().anyMatch(r -> !r.text(m.name(), "avg").equals("null")))
                .toList();
        List<String> headings = new ArrayList<>(List.of(mode.unit(), ">tests", ">failed"));
        for (Metric metric : shown) {
            headings.addAll(List.of(">" + metric.name() + " " + metric.unit(), ">min", ">max"));
        }
        headings.addAll(List.of(">coverage", ">below promise", "state"));
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows) {
            List<String> line = new ArrayList<>(List.of(
                    name(mode, row),
                    Text.count(row.number("records") + row.number("failures")),
                    Text.count(row.number("failures"))));
            for (Metric metric : shown) {
                for (String bound : List.of("avg", "min", "max")) {
                    line.add(value(row.text(metric.name(), bound), metric.decimals()));
                }
            }
            String percent = row.text("percentComplete");
            line.add(percent.equals("null") ? NONE : value(percent, 2) + " %");
            line.add(share(row.number("promised_missed"), row.number("promised_judged")));
            line.add(row.text("open").equals("true") ? "open" : "closed");
            lines.add(line);
        }
        return Text.table(headings, lines);
    }

    private static String value(String text, int decimals) {
        return text.equals("null")
                ? NONE
                : new BigDecimal(text).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** So many of so many in percent with one decimal, a dash where there are none. */
    static String share(long part, long whole) {
        return whole == 0
                ? NONE
                : BigDecimal.valueOf(part)
                                .multiply(BigDecimal.valueOf(100))
                                .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP)
                                .toPlainString()
                        + " %";
    }

    private static String name(Mode mode, Row row) {
        String name = row.text("period");
        Period period = Period.parse(mode, name)
                .orElseThrow(() -> new Failure("the series has a period '" + name + "'; run 'stillframe rebuild'"));
        return switch (mode) {
            case HOURLY -> HOUR.format(period.start());
            case DAILY -> period.firstDay().toString();
            case WEEKLY -> name;
            case MONTHLY -> period.firstDay().toString().substring(0, 7);
            case YEARLY -> name;
        };
    }
}
