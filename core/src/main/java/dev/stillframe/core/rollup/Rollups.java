package dev.stillframe.core.rollup;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.coverage.Schedule;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rollups of a scope: a row for each hour and for each day that has samples; weeks, months and years are sums of days. Days are
 * at hand all at once, hours by month: months that a sample falls into must be given with {@link #put} before it is folded. Not for
 * use by several threads.
 */
public final class Rollups {
    /** How many days the series of hours has. */
    public static final int HOURLY_DAYS = 35;

    private static final int HOURS_TO_LEARN = 24;

    private final Scope scope;
    private final Rules rules;
    private final Calendar calendar;
    private final Metrics metrics;
    private final RollupCodec.Days days;
    /** Months that are stored and were not given yet. */
    private final Set<Long> absent;

    private final TreeMap<Long, Leaf> leaves = new TreeMap<>();
    private final Set<Long> touched = new TreeSet<>();
    /** Months that are computed again, with what they had before. */
    private final Map<Long, Leaf> replaced = new TreeMap<>();

    private final @Nullable Long firstDayBefore;
    private final @Nullable Long lastDayBefore;
    private final TreeMap<Long, Long> stepsBefore;
    private boolean settled = true;

    private Rollups(Scope scope, Rules rules, Metrics metrics, RollupCodec.Days days, Set<Long> stored) {
        this.scope = scope;
        this.rules = rules;
        this.calendar = rules.calendar();
        this.metrics = metrics;
        this.days = days;
        this.absent = new HashSet<>(stored);
        this.firstDayBefore = days.rows.isEmpty() ? null : days.rows.firstKey();
        this.lastDayBefore = days.rows.isEmpty() ? null : days.rows.lastKey();
        this.stepsBefore = new TreeMap<>(days.steps);
    }

    /** Without samples. */
    public static Rollups empty(Scope scope, Rules rules, Metrics metrics) {
        return new Rollups(scope, rules, metrics, new RollupCodec.Days(), Set.of());
    }

    /**
     * Reads them back.
     *
     * @param bytes what {@link #days} gave
     * @param stored the months that have hours, by number; each is to be given with {@link #put} when it is {@link #needs needed}
     * @throws IllegalArgumentException when the bytes are none of this format and catalogue
     */
    public static Rollups read(Scope scope, Rules rules, Metrics metrics, byte[] bytes, Set<Long> stored) {
        return new Rollups(scope, rules, metrics, RollupCodec.readDays(bytes, metrics), stored);
    }

    /** The scope. */
    public Scope scope() {
        return scope;
    }

    /** The rules they are made by. */
    public Rules rules() {
        return rules;
    }

    /** The catalogue of metrics. */
    public Metrics metrics() {
        return metrics;
    }

    /** The month of an instant, epoch milliseconds, by the number of its period. */
    public long month(long t) {
        return monthOfDay(Math.floorDiv(calendar.hourNumber(t), 24));
    }

    static long monthOfDay(long day) {
        return new Period(Mode.DAILY, day).in(Mode.MONTHLY).number();
    }

    static long monthOfHour(long hour) {
        return monthOfDay(Math.floorDiv(hour, 24));
    }

    /** Whether the hours of a month are stored and were not given yet. */
    public boolean needs(long month) {
        return absent.contains(month);
    }

    /** Gives the hours of a month. */
    public void put(long month, Leaf leaf) {
        if (absent.remove(month)) {
            leaves.put(month, leaf);
        }
    }

    /** Forgets a month's rows, which are folded again: what of it has changed is found out by {@link #settle}. */
    public void replace(long month) {
        require(month);
        Leaf old = leaves.put(month, new Leaf());
        replaced.putIfAbsent(month, old == null ? new Leaf() : old);
        Period period = new Period(Mode.MONTHLY, month);
        days.rows
                .subMap(period.firstDay().toEpochDay(), period.next().firstDay().toEpochDay())
                .clear();
        touched.add(month);
        settled = false;
    }

    private void require(long month) {
        if (absent.contains(month)) {
            throw new IllegalStateException("the hours of month " + month + " are not at hand");
        }
    }

    /** Folds a sample in. */
    public void add(Sample sample) {
        long hour = calendar.hourNumber(sample.t());
        long day = Math.floorDiv(hour, 24);
        long month = monthOfDay(day);
        require(month);
        leaves.computeIfAbsent(month, m -> new Leaf()).row(hour, metrics.size()).add(sample, rules.thresholds());
        days.rows.computeIfAbsent(day, d -> new Row(metrics.size())).add(sample, rules.thresholds());
        touched.add(month);
        settled = false;
        if (!replaced.containsKey(month)) {
            days.pending.addWithAll(hour);
        }
    }

    /** Marks all files of a scope as to be written. All months must be at hand. */
    public void markAll() {
        absent.forEach(this::require);
        leaves.values().forEach(leaf -> leaf.hours.keySet().forEach(days.pending::addWithAll));
        if (!days.rows.isEmpty()) {
            markOlderHours(days.rows.firstKey(), days.rows.lastKey());
        }
    }

    /** What the last publication was to write is to be written again: it may not have come to its end. */
    public void repeat() {
        days.pending.add(days.written);
    }

    /**
     * Finds out what follows from what was folded. To be called until it needs nothing.
     *
     * @return months whose hours must be given first
     */
    public Set<Long> settle() {
        if (settled) {
            return Set.of();
        }
        replaced.forEach((month, old) -> compare(old, leaves.getOrDefault(month, new Leaf())));
        replaced.clear();
        for (long month : touched) {
            learn(month);
        }
        Set<Long> needed = markWhereStepsChanged();
        if (!needed.isEmpty()) {
            return needed;
        }
        markWhereEndsMoved();
        settled = true;
        return Set.of();
    }

    private void compare(Leaf old, Leaf now) {
        Set<Long> hours = new TreeSet<>(old.hours.keySet());
        hours.addAll(now.hours.keySet());
        for (long hour : hours) {
            Row before = old.hours.get(hour);
            Row after = now.hours.get(hour);
            if (before == null || after == null || !before.equals(after)) {
                days.pending.addWithAll(hour);
            }
        }
    }

    private void learn(long month) {
        Leaf leaf = leaves.getOrDefault(month, new Leaf());
        long step = scope.isAll() ? perUsualHour(leaf) : learnedStep(leaf);
        if (step > 0) {
            days.steps.put(month, step);
        } else {
            days.steps.remove(month);
        }
    }

    private static long learnedStep(Leaf leaf) {
        return Schedule.learned(leaf.steps()).map(Schedule::step).orElse(0L);
    }

    /**
     * Of all hosts together: the usual tests of an hour, evenly spread. Rounded to two digits, and only of a month that has a day's
     * hours, so that it does not change with each sample, and every file of the month with it.
     */
    private static long perUsualHour(Leaf leaf) {
        long usual = leaf.hours.size() < HOURS_TO_LEARN ? 0 : leaf.usualTests();
        long unit = 1;
        while (usual / unit >= 100) {
            unit *= 10;
        }
        return usual == 0 ? 0 : Math.max(1, RollupCodec.HOUR / ((usual + unit / 2) / unit * unit));
    }

    /** How far apart tests are expected to be in a month, in milliseconds; 0 where nobody knows. */
    public long step(long month) {
        long declared = rules.declaredStep(scope);
        return declared > 0 ? declared : effective(days.steps, month);
    }

    /** Whether a step is of the settings, and not learned. */
    public boolean isDeclared() {
        return rules.declaredStep(scope) > 0;
    }

    /** A month of which too little is known is held to what was usual before it. */
    private static long effective(NavigableMap<Long, Long> steps, long month) {
        Map.Entry<Long, Long> entry = steps.floorEntry(month);
        if (entry == null) {
            entry = steps.ceilingEntry(month);
        }
        return entry == null ? 0 : entry.getValue();
    }

    private Set<Long> markWhereStepsChanged() {
        if (isDeclared() || stepsBefore.equals(days.steps) || days.rows.isEmpty()) {
            return Set.of();
        }
        // A week or a year reaches into months that have no samples.
        long last = monthOfDay(days.rows.lastKey()) + 12;
        Set<Long> changed = new TreeSet<>();
        for (long month = monthOfDay(days.rows.firstKey()); month <= last; month++) {
            if (effective(stepsBefore, month) != effective(days.steps, month)) {
                changed.add(month);
            }
        }
        Set<Long> needed = new TreeSet<>(changed);
        needed.retainAll(absent);
        if (needed.isEmpty()) {
            changed.forEach(this::markMonth);
            stepsBefore.clear();
            stepsBefore.putAll(days.steps);
        }
        return needed;
    }

    /** Marks whatever is held to the step of a month: its hours and days, and the longer periods that it is a part of. */
    private void markMonth(long month) {
        leaves.getOrDefault(month, new Leaf()).hours.keySet().forEach(days.pending::addWithAll);
        Period period = new Period(Mode.MONTHLY, month);
        for (Period part :
                Set.of(Period.week(period.firstDay()), Period.week(period.lastDay()), period.in(Mode.YEARLY))) {
            if (row(part) != null) {
                days.pending.add(part);
            }
        }
    }

    /** Nothing is expected before the first day, and the series of hours ends with the last. */
    private void markWhereEndsMoved() {
        Long first = days.rows.isEmpty() ? null : days.rows.firstKey();
        if (firstDayBefore != null && !firstDayBefore.equals(first)) {
            markPresent(firstDayBefore);
            if (first != null) {
                markPresent(first);
            }
        }
        Long last = days.rows.isEmpty() ? null : days.rows.lastKey();
        if (lastDayBefore != null && last != null && !last.equals(lastDayBefore)) {
            markOlderHours(Math.min(last, lastDayBefore), Math.max(last, lastDayBefore));
        } else if (lastDayBefore != null && firstDayBefore != null && last == null) {
            markOlderHours(firstDayBefore, lastDayBefore);
        }
    }

    private void markPresent(long day) {
        Changes all = new Changes();
        all.addDay(day);
        for (Mode mode : Mode.ALL) {
            for (long number : all.of(mode)) {
                if (row(new Period(mode, number)) != null) {
                    days.pending.add(new Period(mode, number));
                }
            }
        }
    }

    /** Between two last days, months move between the series of hours and the files of years. */
    private void markOlderHours(long from, long to) {
        for (long month = monthOfDay(from); month < monthOfDay(to); month++) {
            days.pending
                    .hourlyYears()
                    .add(new Period(Mode.MONTHLY, month).in(Mode.YEARLY).number());
        }
    }

    /** What is to be written; may be taken from. */
    public Changes pending() {
        return days.pending;
    }

    /** What the last publication wrote; changes with this. */
    public Changes written() {
        return days.written;
    }

    /** Notes that all that was pending is being written. */
    public void publish() {
        days.written.clear();
        days.written.add(days.pending);
        days.pending.clear();
    }

    /** The row of a period, null where it has no sample. Of an hour, its month must be at hand. */
    public @Nullable Row row(Period period) {
        return switch (period.mode()) {
            case HOURLY -> {
                require(monthOfHour(period.number()));
                Leaf leaf = leaves.get(monthOfHour(period.number()));
                yield leaf == null ? null : leaf.hours.get(period.number());
            }
            case DAILY -> days.rows.get(period.number());
            case WEEKLY, MONTHLY, YEARLY -> sum(daysOf(period));
        };
    }

    private @Nullable Row sum(SortedMap<Long, Row> parts) {
        if (parts.isEmpty()) {
            return null;
        }
        Row sum = new Row(metrics.size());
        parts.values().forEach(sum::add);
        return sum;
    }

    private SortedMap<Long, Row> daysOf(Period period) {
        return days.rows.subMap(period.firstDay().toEpochDay(), period.lastDay().toEpochDay() + 1);
    }

    /**
     * A period as it stands at an instant, null where it has no sample. Of an hour, its month must be at hand.
     *
     * @param now epoch milliseconds
     */
    public @Nullable PeriodRow at(Period period, long now) {
        Row row = row(period);
        return row == null ? null : at(period, row, now);
    }

    /** As {@link #at}; where it has no sample, a row without any. */
    public PeriodRow summary(Period period, long now) {
        Row row = row(period);
        return at(period, row == null ? new Row(metrics.size()) : row, now);
    }

    private PeriodRow at(Period period, Row row, long now) {
        boolean open = rules.closing().at(period, calendar) > now;
        boolean hour = period.mode() == Mode.HOURLY;
        int withData = row.tests() == 0 ? 0 : hour ? 1 : daysOf(period).size();
        long expected = row.tests() == 0 ? 0 : expected(period, open ? row.last() : Long.MAX_VALUE);
        long step = step(Period.month(YearMonth.from(period.lastDay())).number());
        return new PeriodRow(period, calendar.from(period), calendar.to(period), open, row, withData, expected, step);
    }

    /** Tests expected in a period, from the first day on, until a last test. Months are held each to its own step. */
    private long expected(Period period, long last) {
        long begin = calendar.from(new Period(Mode.DAILY, days.rows.firstKey()));
        long from = Math.max(begin, calendar.from(period));
        long expected = 0;
        Period end = period.mode() == Mode.HOURLY
                ? period
                : new Period(Mode.DAILY, period.lastDay().toEpochDay());
        for (Period month = period.in(Mode.MONTHLY);
                month.number() <= end.in(Mode.MONTHLY).number();
                month = month.next()) {
            long step = step(month.number());
            if (step <= 0) {
                return 0;
            }
            long until = last == Long.MAX_VALUE ? last : last + 1;
            expected += new Schedule(step, Schedule.Source.LEARNED)
                    .expected(
                            Math.max(from, calendar.from(month)),
                            Math.min(Math.min(calendar.to(period), calendar.to(month)), until));
        }
        return expected;
    }

    /** The periods that may be open at an instant, epoch milliseconds: they have begun and are not closed. */
    private List<Period> openAt(Mode mode, long now) {
        List<Period> open = new ArrayList<>();
        Period period = calendar.at(mode, now);
        while (rules.closing().at(period, calendar) > now) {
            open.add(period);
            period = period.plus(-1);
        }
        return open;
    }

    /**
     * Adds to what is to be written the periods that were open at an instant and are closed at another, or the other way round.
     *
     * @param before epoch milliseconds
     * @param now epoch milliseconds
     * @return months whose hours must be given first; then nothing is added
     */
    public Set<Long> close(long before, long now) {
        List<Period> candidates = new ArrayList<>();
        for (Mode mode : Mode.ALL) {
            candidates.addAll(openAt(mode, Math.min(before, now)));
        }
        candidates.removeIf(p -> rules.closing().at(p, calendar) > Math.max(before, now));
        Set<Long> needed = absentOf(candidates);
        if (needed.isEmpty()) {
            candidates.stream().filter(p -> row(p) != null).forEach(days.pending::add);
        }
        return needed;
    }

    /** When the next of the periods that have samples closes, epoch milliseconds; {@link Long#MAX_VALUE} when none is open. */
    public long nextClosing(long now) {
        long next = Long.MAX_VALUE;
        for (Mode mode : Mode.ALL) {
            for (Period period : openAt(mode, now)) {
                // Where the hours are not at hand they are not known better than by their day.
                boolean known = mode != Mode.HOURLY || !absent.contains(monthOfHour(period.number()));
                if (row(known ? period : period.in(Mode.DAILY)) != null) {
                    next = Math.min(next, rules.closing().at(period, calendar));
                }
            }
        }
        return next;
    }

    private Set<Long> absentOf(List<Period> periods) {
        Set<Long> months = new TreeSet<>();
        for (Period period : periods) {
            if (period.mode() == Mode.HOURLY) {
                months.add(monthOfHour(period.number()));
            }
        }
        months.retainAll(absent);
        return months;
    }

    /** Whether the rows of all days and hours are those of another, and what was learned from them; all months must be at hand. */
    public boolean sameRows(Rollups other) {
        return days.rows.equals(other.days.rows)
                && days.steps.equals(other.days.steps)
                && months().equals(other.months())
                && months().stream().allMatch(month -> hours(month).equals(other.hours(month)));
    }

    /** The days that have samples, by number. */
    public NavigableMap<Long, Row> days() {
        return days.rows;
    }

    /** The hours of a month that have samples, by number; the month must be at hand. */
    public NavigableMap<Long, Row> hours(long month) {
        require(month);
        return leaves.getOrDefault(month, new Leaf()).hours;
    }

    /** The months that have hours, by number, at hand or not. */
    public Set<Long> months() {
        Set<Long> months = new TreeSet<>(absent);
        leaves.forEach((month, leaf) -> {
            if (!leaf.hours.isEmpty()) {
                months.add(month);
            }
        });
        return months;
    }

    /** The months whose hours changed since they were read, by number, each with its bytes; none where it has no hours left. */
    public Map<Long, byte[]> changedMonths() {
        Map<Long, byte[]> changed = new TreeMap<>();
        for (long month : touched) {
            Leaf leaf = leaves.get(month);
            if (leaf != null && !leaf.hours.isEmpty()) {
                changed.put(month, RollupCodec.write(leaf, metrics));
            }
        }
        return changed;
    }

    /** The bytes of all days, and of what is to be written. Everything must be {@link #settle settled}. */
    public byte[] bytes() {
        if (!settled) {
            throw new IllegalStateException("rollups that are not settled cannot be stored");
        }
        return RollupCodec.write(days, metrics);
    }
}
