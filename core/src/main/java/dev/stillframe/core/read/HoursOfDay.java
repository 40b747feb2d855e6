package dev.stillframe.core.read;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.encode.RollupSeries;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the hours of many days have in common: which hour of the day is good, and which is not. For one thread. */
public final class HoursOfDay {
    private static final int HOURS = 24;

    private final Metrics metrics;
    private final List<Sum> sums = new ArrayList<>();

    /**
     * An hour of the wall clock, of all days together.
     *
     * @param hour 0 to 23
     * @param days days that have tests in it
     * @param tests tests, failed ones included
     * @param failed those of them that failed
     * @param judged tests for whose time a promise was set
     * @param missed those of them that were worse than promised
     * @param averages of each metric, in the order of the catalogue, with its published decimals; from published averages, weighted
     *     by their counts
     */
    public record Hour(
            int hour,
            int days,
            long tests,
            long failed,
            long judged,
            long missed,
            List<Optional<BigDecimal>> averages) {
        /** Copies. */
        public Hour {
            averages = List.copyOf(averages);
        }
    }

    private static final class Sum {
        int days;
        long tests;
        long failed;
        long judged;
        long missed;
        final long[] counts;
        final BigDecimal[] sums;

        Sum(int metrics) {
            counts = new long[metrics];
            sums = new BigDecimal[metrics];
            java.util.Arrays.fill(sums, BigDecimal.ZERO);
        }
    }

    /** Nothing yet. */
    public HoursOfDay(Metrics metrics) {
        this.metrics = metrics;
        for (int hour = 0; hour < HOURS; hour++) {
            sums.add(new Sum(metrics.size()));
        }
    }

    /**
     * Adds an hour of a day.
     *
     * @param row of an hourly series
     * @throws IllegalArgumentException when it is of another series
     */
    public void add(RollupSeries.Row row) {
        Period period = Period.parse(Mode.HOURLY, row.text("period"))
                .orElseThrow(() -> new IllegalArgumentException(row.text("period") + " is no hour"));
        Sum sum = sums.get(period.start().getHour());
        long tests = row.number("records") + row.number("failures");
        sum.days += tests > 0 ? 1 : 0;
        sum.tests += tests;
        sum.failed += row.number("failures");
        sum.judged += row.number("promised_judged");
        sum.missed += row.number("promised_missed");
        for (int m = 0; m < metrics.size(); m++) {
            String name = metrics.get(m).name();
            String average = row.text(name, "avg");
            if (!average.equals("null")) {
                long count = Long.parseLong(row.text(name, "count"));
                sum.counts[m] += count;
                sum.sums[m] = sum.sums[m].add(new BigDecimal(average).multiply(BigDecimal.valueOf(count)));
            }
        }
    }

    /** The 24 hours. */
    public List<Hour> hours() {
        List<Hour> hours = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            Sum sum = sums.get(hour);
            List<Optional<BigDecimal>> averages = new ArrayList<>();
            for (int m = 0; m < metrics.size(); m++) {
                averages.add(average(metrics.get(m), sum.sums[m], sum.counts[m]));
            }
            hours.add(new Hour(hour, sum.days, sum.tests, sum.failed, sum.judged, sum.missed, averages));
        }
        return hours;
    }

    private static Optional<BigDecimal> average(Metric metric, BigDecimal sum, long count) {
        return count == 0
                ? Optional.empty()
                : Optional.of(sum.divide(BigDecimal.valueOf(count), metric.decimals(), RoundingMode.HALF_UP));
    }
}
