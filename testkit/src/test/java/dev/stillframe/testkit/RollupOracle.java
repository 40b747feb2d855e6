package dev.stillframe.testkit;

import dev.stillframe.core.model.Sample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The summaries of a host, computed the slow and plain way: samples are put together by what java.time says of each one's instant, and
 * bounds are found by walking from it. For samples with downloads, a schedule that is set, and a promise of 50 Mbit/s.
 */
final class RollupOracle {
    private static final long PROMISE = 50_000;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final Map<String, Long> CLOSES =
            Map.of("hour", HOUR / 6, "day", 6 * HOUR, "week", 26 * HOUR, "month", 2 * HOUR, "year", 2 * HOUR);

    private final ZoneId zone;
    private final String host;
    private final long step;

    RollupOracle(ZoneId zone, String host, Duration step) {
        this.zone = zone;
        this.host = host;
        this.step = step.toMillis();
    }

    /** All summaries by key. */
    Map<String, String> summaries(Collection<Sample> samples, long now) {
        Map<String, String> summaries = new LinkedHashMap<>();
        for (String unit : List.of("hour", "day", "week", "month", "year")) {
            Map<String, List<Sample>> periods = new TreeMap<>();
            for (Sample s : samples) {
                if (s.t() <= now) {
                    periods.computeIfAbsent(name(unit, s.t()), n -> new ArrayList<>())
                            .add(s);
                }
            }
            long first = samples.stream()
                    .mapToLong(Sample::t)
                    .filter(t -> t <= now)
                    .min()
                    .orElse(0);
            periods.forEach(
                    (name, of) -> summaries.put(key(unit, of.getFirst().t()), summary(unit, name, of, first, now)));
        }
        return summaries;
    }

    private ZonedDateTime at(long t) {
        return Instant.ofEpochMilli(t).atZone(zone);
    }

    private String name(String unit, long t) {
        ZonedDateTime at = at(t);
        String year = String.format(Locale.ROOT, "%04d", at.getYear());
        String month = year + String.format(Locale.ROOT, "%02d", at.getMonthValue());
        String day = month + String.format(Locale.ROOT, "%02d", at.getDayOfMonth());
        return switch (unit) {
            case "hour" -> day + String.format(Locale.ROOT, "%02d", at.getHour());
            case "day" -> day;
            case "month" -> month;
            case "year" -> year;
            default ->
                String.format(
                        Locale.ROOT,
                        "%04dW%02d",
                        at.get(IsoFields.WEEK_BASED_YEAR),
                        at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        };
    }

    private String key(String unit, long t) {
        String year = "year=" + name("year", t) + "/";
        String month = year + "month=" + name("month", t) + "/";
        String day = month + "day=" + name("day", t) + "/";
        String folder = switch (unit) {
            case "hour" -> day + "hour=" + name("hour", t) + "/";
            case "day" -> day;
            case "month" -> month;
            case "year" -> year;
            default -> "year=" + name("week", t).substring(0, 4) + "/week=" + name("week", t) + "/";
        };
        return "aggregated/host=" + host + "/" + folder + "speed_test_summary.json";
    }

    /** The first instant on the way into the past, in steps of half an hour, that is not of the period, and one step on. */
    private long from(String unit, long t) {
        String name = name(unit, t);
        long at = Math.floorDiv(t, HOUR / 2) * (HOUR / 2);
        while (name(unit, at - 1).equals(name)) {
            at -= HOUR / 2;
        }
        return at;
    }

    private long to(String unit, long t) {
        String name = name(unit, t);
        long at = Math.floorDiv(t, HOUR / 2) * (HOUR / 2) + HOUR / 2;
        while (name(unit, at).equals(name)) {
            at += HOUR / 2;
        }
        return at;
    }

    private String summary(String unit, String name, List<Sample> of, long firstEver, long now) {
        long any = of.getFirst().t();
        long from = from(unit, any);
        long to = to(unit, any);
        boolean open = to + CLOSES.get(unit) > now;
        long first = of.stream().mapToLong(Sample::t).min().orElseThrow();
        long last = of.stream().mapToLong(Sample::t).max().orElseThrow();
        List<BigDecimal> values = of.stream()
                .filter(s -> !s.isFailure())
                .map(s -> BigDecimal.valueOf(s.values().get(0), 3))
                .toList();
        int failed = of.size() - values.size();
        long missed = of.stream()
                .filter(s -> s.isFailure() || s.values().get(0) < PROMISE)
                .count();
        StringBuilder text =
                new StringBuilder("{\"schema\":1,\"scope\":\"" + host + "\",\"mode\":\"" + mode(unit) + "\"");
        text.append(",\"" + unit + "\":\"" + name + "\",\"" + unit + "_start\":\"" + edge(unit, from));
        text.append("\",\"" + unit + "_end\":\"" + (unit.equals("hour") ? edge(unit, to) : edge(unit, to - 1)));
        text.append("\",\"zone\":\"" + zone + "\",\"from\":" + from + ",\"to\":" + to);
        text.append(",\"status\":\"" + (open ? "open" : "closed") + "\",\n\"records_aggregated\":" + values.size());
        text.append(",\"failed\":" + failed + ",\"days\":" + days(of));
        text.append(",\"first_sample_at\":\"" + Instant.ofEpochMilli(first));
        text.append("\",\"last_sample_at\":\"" + Instant.ofEpochMilli(last) + "\"");
        if (!values.isEmpty()) {
            BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            text.append(",\n\"count_download\":" + values.size());
            text.append(",\"avg_download\":"
                    + plain(sum.divide(BigDecimal.valueOf(values.size()), 2, RoundingMode.HALF_UP)));
            text.append(",\"min_download\":"
                    + rounded(values.stream().reduce(BigDecimal::min).orElseThrow()));
            text.append(",\"max_download\":"
                    + rounded(values.stream().reduce(BigDecimal::max).orElseThrow()));
        }
        text.append(",\n\"connection_types\":[" + types(of) + "],\"servers\":[],\"servers_cut\":false");
        text.append(",\n\"anomalies_count\":0,\"promised_judged\":" + of.size() + ",\"promised_missed\":" + missed);
        text.append(",\"normal_judged\":0,\"normal_missed\":0,\"minimum_judged\":0,\"minimum_missed\":0");
        text.append(",\"below_expected\":" + isBelow(values));
        text.append(",\n\"expectedCount\":" + expected(from, to, open ? last + 1 : to, firstEver));
        text.append(",\"observedCount\":" + of.size() + ",\"percentComplete\":");
        long expected = expected(from, to, open ? last + 1 : to, firstEver);
        text.append(
                expected == 0
                        ? "null"
                        : plain(BigDecimal.valueOf(of.size() * 100L)
                                .divide(BigDecimal.valueOf(expected), 2, RoundingMode.HALF_UP)
                                .min(BigDecimal.valueOf(100))));
        return text.append("}\n").toString();
    }

    private static String mode(String unit) {
        return unit.equals("day") ? "daily" : unit + "ly";
    }

    private String edge(String unit, long t) {
        OffsetDateTime at = at(t).toOffsetDateTime();
        return unit.equals("hour") ? at.toString() : at.toLocalDate().toString();
    }

    private int days(List<Sample> of) {
        return of.stream()
                .map(s -> at(s.t()).toLocalDate())
                .collect(Collectors.toSet())
                .size();
    }

    private static String types(List<Sample> of) {
        Map<String, Long> counts = of.stream()
                .filter(s -> !s.isFailure())
                .map(s -> s.labels().get("connectionType"))
                .filter(type -> type != null)
                .collect(Collectors.groupingBy(type -> type, TreeMap::new, Collectors.counting()));
        List<String> names = new ArrayList<>(counts.keySet());
        names.sort((a, b) -> Long.compare(counts.get(b), counts.get(a)));
        return names.stream().map(n -> "\"" + n + "\"").collect(Collectors.joining(","));
    }

    private static boolean isBelow(List<BigDecimal> values) {
        if (values.isEmpty()) {
            return false;
        }
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal average = sum.divide(BigDecimal.valueOf(values.size()), 3, RoundingMode.HALF_UP);
        return average.compareTo(BigDecimal.valueOf(PROMISE, 3)) < 0;
    }

    /** Month by month, from the first day that has a sample. */
    private long expected(long from, long to, long until, long firstEver) {
        LocalDate firstDay = at(firstEver).toLocalDate();
        long begin = Math.max(from, firstDay.atStartOfDay(zone).toInstant().toEpochMilli());
        long end = Math.min(to, until);
        long expected = 0;
        TreeSet<LocalDate> months = new TreeSet<>();
        for (long t = from; t < to; t += HOUR / 2) {
            months.add(at(t).toLocalDate().withDayOfMonth(1));
        }
        for (LocalDate month : months) {
            long a = Math.max(begin, month.atStartOfDay(zone).toInstant().toEpochMilli());
            long b = Math.min(
                    end, month.plusMonths(1).atStartOfDay(zone).toInstant().toEpochMilli());
            for (long t = Math.ceilDiv(a, step) * step; t < b; t += step) {
                expected++;
            }
        }
        return expected;
    }

    private static String rounded(BigDecimal value) {
        return plain(value.setScale(2, RoundingMode.HALF_UP));
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
