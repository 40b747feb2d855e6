package dev.stillframe.core.rollup;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Periods whose files are to be written, or were. Not for use by several threads while it changes. */
public final class Changes {
    private final Map<Mode, NavigableSet<Long>> numbers = new EnumMap<>(Mode.class);
    /** Years whose file of older hours has other months than before. */
    private final NavigableSet<Long> hourlyYears = new TreeSet<>();

    /** None. */
    public Changes() {
        Mode.ALL.forEach(mode -> numbers.put(mode, new TreeSet<>()));
    }

    /** The numbers of the periods of a kind, ascending; changes with this. */
    public NavigableSet<Long> of(Mode mode) {
        return numbers.getOrDefault(mode, new TreeSet<>());
    }

    /** The years whose file of older hours changes though none of its hours does. */
    public NavigableSet<Long> hourlyYears() {
        return hourlyYears;
    }

    /** Adds a period. */
    public void add(Period period) {
        of(period.mode()).add(period.number());
    }

    /** Adds an hour, and its day, week, month and year. */
    void addWithAll(long hour) {
        if (of(Mode.HOURLY).add(hour)) {
            addDay(Math.floorDiv(hour, 24));
        }
    }

    /** Adds a day, and its week, month and year. */
    void addDay(long day) {
        Period period = new Period(Mode.DAILY, day);
        if (of(Mode.DAILY).add(day)) {
            add(period.in(Mode.WEEKLY));
            add(period.in(Mode.MONTHLY));
            add(period.in(Mode.YEARLY));
        }
    }

    /** Adds all of another. */
    public void add(Changes other) {
        other.numbers.forEach((mode, more) -> of(mode).addAll(more));
        hourlyYears.addAll(other.hourlyYears);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return hourlyYears.isEmpty() && numbers.values().stream().allMatch(NavigableSet::isEmpty);
    }

    /** Forgets all. */
    public void clear() {
        numbers.values().forEach(NavigableSet::clear);
        hourlyYears.clear();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Changes c && c.numbers.equals(numbers) && c.hourlyYears.equals(hourlyYears);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    @Override
    public String toString() {
        return numbers + " " + hourlyYears;
    }
}
