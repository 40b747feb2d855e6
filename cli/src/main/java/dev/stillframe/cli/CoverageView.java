package dev.stillframe.cli;

import dev.stillframe.core.coverage.Counts;
import dev.stillframe.core.coverage.DayCoverage;
import dev.stillframe.core.coverage.Gap;
import dev.stillframe.core.coverage.Schedule;
import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.encode.CoverageEncoder;
import dev.stillframe.core.encode.RollupSeries;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.read.HoursOfDay;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Shows coverage: a day of one host or of all, and the hours of the day. */
final class CoverageView {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final int BAR = 20;
    /** More would hide the rest in a terminal. */
    private static final int MOST_GAPS = 50;

    private static final String NONE = "-";

    private final Metrics metrics;
    private final ZoneId zone;
    private final PrintWriter out;
    private final boolean json;

    /** Shows it there, as JSON or for people. */
    CoverageView(Deployment deployment, PrintWriter out, boolean json) {
        this.metrics = deployment.settings().metrics();
        this.zone = deployment.settings().zone();
        this.out = out;
        this.json = json;
    }

    /**
     * A day.
     *
     * @param each the hosts that it is of
     * @param published the row of the day in the published series
     */
    void day(Scope scope, DayCoverage day, SortedMap<String, DayCoverage> each, Optional<RollupSeries.Row> published) {
        if (json) {
            out.println(Json.of(fields(scope, day, each, published)));
            return;
        }
        out.println(
                scope + ", " + day.date() + " in " + zone + (scope.isAll() ? "" : ", " + schedule(day, scope.name())));
        out.println();
        if (scope.isAll()) {
            hosts(each);
            out.println();
        }
        hoursOf(day);
        gaps(day, scope.isAll());
        published.ifPresent(row -> {
            long judged = row.number("promised_judged");
            if (judged > 0) {
                long missed = row.number("promised_missed");
                out.println();
                out.println("Below what was promised, as published: " + Text.count(missed) + " of "
                        + Text.count(judged, "test") + ", " + PeriodTable.share(missed, judged) + ".");
            }
        });
    }

    private static String schedule(DayCoverage day, String host) {
        Schedule schedule = day.schedules().get(host);
        return schedule == null
                ? "how often it measures is not known yet"
                : "a test every " + Text.step(schedule.step()) + " (" + source(schedule) + ")";
    }

    private static String source(Schedule schedule) {
        return schedule.source().name().toLowerCase(Locale.ROOT);
    }

    private void hosts(SortedMap<String, DayCoverage> each) {
        List<List<String>> rows = new ArrayList<>();
        each.forEach((host, day) -> {
            Schedule schedule = day.schedules().get(host);
            List<String> row = new ArrayList<>(List.of(host));
            row.addAll(counts(day.total()));
            row.add(Text.count(day.gaps().size()));
            row.add(schedule == null ? "not known yet" : Text.step(schedule.step()) + " (" + source(schedule) + ")");
            rows.add(row);
        });
        Text.table(List.of("host", ">expected", ">there", ">failed", ">complete", ">gaps", "a test every"), rows)
                .forEach(out::println);
    }

    private void hoursOf(DayCoverage day) {
        List<List<String>> rows = new ArrayList<>();
        for (DayCoverage.Hour hour : day.hours()) {
            rows.add(line(CLOCK.format(hour.hour().start()), hour.counts()));
        }
        rows.add(line("the day", day.total()));
        Text.table(List.of("hour", ">expected", ">there", ">failed", ">complete", ""), rows)
                .forEach(out::println);
    }

    private static List<String> line(String name, Counts counts) {
        List<String> row = new ArrayList<>(List.of(name));
        row.addAll(counts(counts));
        row.add(
                counts.percentComplete().isEmpty()
                        ? ""
                        : bar(counts.percentComplete().getAsLong()));
        return row;
    }

    private static List<String> counts(Counts counts) {
        return List.of(
                Text.count(counts.expected()),
                Text.count(counts.observed()),
                Text.count(counts.failed()),
                counts.percentComplete().isEmpty()
                        ? NONE
                        : BigDecimal.valueOf(counts.percentComplete().getAsLong(), 2) + " %");
    }

    /** Full only where nothing is missing, empty only where there is nothing. */
    private static String bar(long hundredths) {
        int full = hundredths == 0 ? 0 : (int) Math.max(1, hundredths * BAR / 10_000);
        return "#".repeat(full) + ".".repeat(BAR - full);
    }

    private void gaps(DayCoverage day, boolean all) {
        out.println();
        if (day.gaps().isEmpty()) {
            out.println(day.total().expected() == 0 ? "Nothing is expected of this day." : "There is no gap.");
            return;
        }
        out.println("Gaps:");
        List<List<String>> rows = new ArrayList<>();
        for (Gap gap : day.gaps().stream().limit(MOST_GAPS).toList()) {
            String span = clock(gap.from(), day) + " to " + clock(gap.to(), day);
            String missed = Text.count(gap.missed(), "test") + " missing";
            rows.add(all ? List.of(span, missed, gap.host()) : List.of(span, missed));
        }
        Text.table(all ? List.of("", "", "") : List.of("", ""), rows).stream()
                .skip(1)
                .forEach(line -> out.println("  " + line));
        if (day.gaps().size() > MOST_GAPS) {
            out.println("  and " + Text.count(day.gaps().size() - MOST_GAPS) + " more; --json has them all");
        }
    }

    private String clock(long t, DayCoverage day) {
        return t == day.to() ? "24:00" : CLOCK.format(Instant.ofEpochMilli(t).atZone(zone));
    }

    private Map<String, Object> fields(
            Scope scope, DayCoverage day, SortedMap<String, DayCoverage> each, Optional<RollupSeries.Row> published) {
        Map<String, Object> fields = new LinkedHashMap<>(
                Json.fields(new String(CoverageEncoder.json(scope, zone, day), StandardCharsets.UTF_8)));
        fields.put(
                "promisedJudged",
                published.map(r -> r.number("promised_judged")).orElse(0L));
        fields.put(
                "promisedMissed",
                published.map(r -> r.number("promised_missed")).orElse(0L));
        if (scope.isAll()) {
            List<Map<String, Object>> hosts = new ArrayList<>();
            each.forEach((host, of) -> {
                Counts total = of.total();
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("host", host);
                one.put("expectedCount", total.expected());
                one.put("observedCount", total.observed());
                one.put("failedCount", total.failed());
                if (total.percentComplete().isPresent()) {
                    one.put(
                            "percentComplete",
                            BigDecimal.valueOf(total.percentComplete().getAsLong(), 2));
                }
                hosts.add(one);
            });
            fields.put("hosts", hosts);
        }
        return fields;
    }

    /** The hours of many days. */
    void hours(Scope scope, int days, List<HoursOfDay.Hour> hours) {
        List<Metric> shown = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            int index = m;
            if (hours.stream().anyMatch(h -> h.averages().get(index).isPresent())) {
                shown.add(metrics.get(m));
            }
        }
        if (json) {
            out.println(Json.of(hours.stream().map(h -> fields(h, shown)).toList()));
            return;
        }
        out.println(scope + ", the last " + Text.count(days, "day") + " in " + zone + ", as published");
        out.println();
        List<String> headings = new ArrayList<>(List.of("hour", ">days", ">tests", ">failed"));
        shown.forEach(m -> headings.add(">" + m.name() + " " + m.unit()));
        headings.addAll(List.of(">below promise", ""));
        List<List<String>> rows = new ArrayList<>();
        for (HoursOfDay.Hour hour : hours) {
            List<String> row = new ArrayList<>(List.of(
                    String.format(Locale.ROOT, "%02d:00", hour.hour()),
                    Text.count(hour.days()),
                    Text.count(hour.tests()),
                    Text.count(hour.failed())));
            shown.forEach(m -> row.add(hour.averages()
                    .get(metrics.indexOf(m.name()))
                    .map(BigDecimal::toPlainString)
                    .orElse(NONE)));
            row.add(PeriodTable.share(hour.missed(), hour.judged()));
            row.add(hour.judged() == 0 ? "" : bar(hour.missed() * 10_000 / hour.judged()));
            rows.add(row);
        }
        Text.table(headings, rows).forEach(out::println);
    }

    private Map<String, Object> fields(HoursOfDay.Hour hour, List<Metric> shown) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("hour", hour.hour());
        fields.put("days", hour.days());
        fields.put("tests", hour.tests());
        fields.put("failed", hour.failed());
        fields.put("promisedJudged", hour.judged());
        fields.put("promisedMissed", hour.missed());
        shown.forEach(m -> hour.averages()
                .get(metrics.indexOf(m.name()))
                .ifPresent(average -> fields.put("avg_" + m.name(), average)));
        return fields;
    }
}
