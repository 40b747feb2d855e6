package dev.stillframe.core.rollup;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.rollup.RollupKeys.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which files rollups make, and what is in each. */
public final class RollupFiles {
    private final Rollups rollups;
    private final long now;

    /**
     * The files of rollups as they stand at an instant.
     *
     * @param now epoch milliseconds
     */
    public RollupFiles(Rollups rollups, long now) {
        this.rollups = rollups;
        this.now = now;
    }

    /** The files that changes change: summaries first, the newest of a kind first, then series. */
    public List<Named> of(Changes changes) {
        List<Named> files = new ArrayList<>();
        for (Mode mode : Mode.ALL) {
            for (long number : changes.of(mode).descendingSet()) {
                files.add(new Named.Summary(rollups.scope(), new Period(mode, number)));
            }
        }
        Set<Long> years = new TreeSet<>(changes.hourlyYears());
        boolean hourly = false;
        for (long hour : changes.of(Mode.HOURLY)) {
            hourly |= hour >= firstOfSeries() * 24;
            if (Rollups.monthOfHour(hour) < lastMonth()) {
                years.add(new Period(Mode.HOURLY, hour).in(Mode.YEARLY).number());
            }
        }
        years.forEach(year -> files.add(new Named.OlderHours(rollups.scope(), year)));
        for (Mode mode : Mode.ALL) {
            if (mode == Mode.HOURLY ? hourly : !changes.of(mode).isEmpty()) {
                files.add(new Named.Series(rollups.scope(), mode));
            }
        }
        return files;
    }

    /** All files there are; every month must be at hand. */
    public List<Named> all() {
        Changes all = new Changes();
        for (long month : rollups.months()) {
            rollups.hours(month).keySet().forEach(all::addWithAll);
            if (month < lastMonth()) {
                all.hourlyYears()
                        .add(new Period(Mode.MONTHLY, month).in(Mode.YEARLY).number());
            }
        }
        return of(all);
    }

    private long lastDay() {
        return rollups.days().isEmpty() ? Long.MIN_VALUE / 48 : rollups.days().lastKey();
    }

    private long lastMonth() {
        return rollups.days().isEmpty() ? Long.MIN_VALUE : Rollups.monthOfDay(lastDay());
    }

    /** The first day of the series of hours. */
    private long firstOfSeries() {
        return lastDay() - (Rollups.HOURLY_DAYS - 1);
    }

    /** The months whose hours must be at hand for a file. */
    public Set<Long> months(Named file) {
        Set<Long> months = new TreeSet<>();
        switch (file) {
            case Named.Summary(var scope, Period period) -> {
                if (period.mode() == Mode.HOURLY) {
                    months.add(Rollups.monthOfHour(period.number()));
                }
            }
            case Named.Series(var scope, Mode mode) -> {
                if (mode == Mode.HOURLY && !rollups.days().isEmpty()) {
                    for (long m = Rollups.monthOfDay(firstOfSeries()); m <= lastMonth(); m++) {
                        months.add(m);
                    }
                }
            }
            case Named.OlderHours(var scope, long year) -> months.addAll(olderMonths(year));
        }
        months.retainAll(rollups.months());
        return months;
    }

    private Set<Long> olderMonths(long year) {
        Set<Long> months = new TreeSet<>();
        long january = Period.year((int) year).in(Mode.MONTHLY).number();
        for (long m = january; m < Math.min(january + 12, lastMonth()); m++) {
            months.add(m);
        }
        return months;
    }

    /**
     * The rows of a file, oldest first; of a summary one, without samples where the period has none any more. Its {@link #months}
     * must be at hand.
     */
    public List<PeriodRow> rows(Named file) {
        return switch (file) {
            case Named.Summary(var scope, Period period) -> List.of(rollups.summary(period, now));
            case Named.Series(var scope, Mode mode) -> mode == Mode.HOURLY ? latestHours() : all(mode);
            case Named.OlderHours(var scope, long year) -> olderHours(year);
        };
    }

    private @Nullable PeriodRow at(Period period) {
        return rollups.at(period, now);
    }

    private List<PeriodRow> latestHours() {
        List<PeriodRow> rows = new ArrayList<>();
        if (rollups.days().isEmpty()) {
            return rows;
        }
        for (long m = Rollups.monthOfDay(firstOfSeries()); m <= lastMonth(); m++) {
            addHours(rows, rollups.hours(m).tailMap(firstOfSeries() * 24, true).keySet());
        }
        return rows;
    }

    private List<PeriodRow> olderHours(long year) {
        List<PeriodRow> rows = new ArrayList<>();
        for (long m : olderMonths(year)) {
            addHours(rows, rollups.hours(m).keySet());
        }
        return rows;
    }

    private void addHours(List<PeriodRow> rows, Set<Long> hours) {
        for (long hour : hours) {
            rows.add(Objects.requireNonNull(at(new Period(Mode.HOURLY, hour))));
        }
    }

    private List<PeriodRow> all(Mode mode) {
        List<PeriodRow> rows = new ArrayList<>();
        Period last = null;
        for (long day : rollups.days().keySet()) {
            Period period = new Period(Mode.DAILY, day).in(mode);
            if (!period.equals(last)) {
                rows.add(Objects.requireNonNull(at(period)));
                last = period;
            }
        }
        return rows;
    }
}
