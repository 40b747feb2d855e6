package dev.stillframe.core.coverage;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts the tests of one host on one day of the calendar. They are told in order of time, in a single pass. For one thread.
 *
 * <p>The last test before the day and the first one after it may be told too: they tell how long a silence at the edge of the day was.
 * Without them it is taken to begin and end there.
 */
public final class DayCount {
    private static final long HOUR = 3_600_000;

    private final Calendar calendar;
    private final LocalDate date;
    private final String host;
    private final Optional<Schedule> schedule;
    /** From when to when, exclusive, something is expected; nothing is where the second is not later. */
    private final long from;

    private final long to;
    private final long now;

    private final TreeMap<Period, DayCoverage.Hour> hours = new TreeMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    /** The last test so far; when something is expected first, where there was none. */
    private long last;

    private boolean hasLast;
    private long lastTold = Long.MIN_VALUE;

    /**
     * A count that begins.
     *
     * @param schedule of the host; empty when it is not known, so that nothing is expected
     * @param firstEver the host's first test ever, before which nothing is expected, epoch milliseconds; {@link Long#MAX_VALUE} when
     *     there is none
     * @param now until when tests can have taken place, epoch milliseconds
     */
    public DayCount(
            Calendar calendar, LocalDate date, String host, Optional<Schedule> schedule, long firstEver, long now) {
        this.calendar = calendar;
        this.date = date;
        this.host = host;
        this.schedule = schedule;
        this.now = now;
        Period day = Period.day(date);
        this.from = Math.max(calendar.from(day), firstEver);
        this.to = Math.min(calendar.to(day), now);
        this.last = from;
        expect(calendar.from(day), calendar.to(day));
    }

    /** Goes through the day in stretches that are of one hour each. */
    private void expect(long dayFrom, long dayTo) {
        long t = dayFrom;
        while (t < dayTo) {
            Instant here = Instant.ofEpochMilli(t);
            long offset = calendar.zone().getRules().getOffset(here).getTotalSeconds() * 1000L;
            long next = Math.min(dayTo, (Math.floorDiv(t + offset, HOUR) + 1) * HOUR - offset);
            ZoneOffsetTransition change = calendar.zone().getRules().nextTransition(here);
            if (change != null) {
                next = Math.min(next, change.toEpochSecond() * 1000);
            }
            // A clock that is set back over midnight shows an hour of another day in between.
            if (calendar.day(t).equals(date)) {
                add(t, new Counts(expected(t, next), 0, 0));
            }
            t = next;
        }
    }

    private long expected(long start, long end) {
        return schedule.map(s -> s.expected(Math.max(start, from), Math.min(end, to)))
                .orElse(0L);
    }

    private void add(long t, Counts counts) {
        Period period = calendar.at(Mode.HOURLY, t);
        DayCoverage.Hour before = hours.get(period);
        hours.put(
                period,
                before == null
                        ? new DayCoverage.Hour(period, t, counts)
                        : new DayCoverage.Hour(
                                period, before.from(), before.counts().plus(counts)));
    }

    /**
     * The next test. One after now is left out of account.
     *
     * @param t epoch milliseconds, later than all before
     * @throws IllegalArgumentException when it is not later
     */
    public void add(long t, boolean failed) {
        if (t <= lastTold) {
            throw new IllegalArgumentException("the test of " + t + " comes after that of " + lastTold);
        }
        lastTold = t;
        if (t > now) {
            return;
        }
        if (calendar.day(t).equals(date)) {
            add(t, new Counts(0, 1, failed ? 1 : 0));
        }
        silence(t, true);
        last = t;
        hasLast = true;
    }

    /** What was counted, at the end. */
    public DayCoverage result() {
        if (!hasLast || last < to) {
            silence(to, false);
        }
        TreeMap<String, Schedule> schedules = new TreeMap<>();
        schedule.ifPresent(s -> schedules.put(host, s));
        Period day = Period.day(date);
        return new DayCoverage(
                date, calendar.from(day), calendar.to(day), schedules, List.copyOf(hours.values()), gaps);
    }

    /** Notes the silence from the last test until an instant, if it is too long, as far as it is within what is expected. */
    private void silence(long end, boolean isTest) {
        if (schedule.isEmpty()
                || end <= from
                || last >= to
                || 2 * (end - last) <= 3 * schedule.get().step()) {
            return;
        }
        long missed = missed(schedule.get(), end, isTest);
        if (missed > 0) {
            gaps.add(new Gap(host, Math.max(last, from), Math.min(end, to), missed));
        }
    }

    /** How many tests were due in a silence, within what is expected. */
    private long missed(Schedule schedule, long end, boolean isTest) {
        long step = schedule.step();
        long edge = Math.min(end, to);
        if (hasLast) {
            // Due a step after the last test, and so on; the test at the end is the last one due, early or late by up
            // to half a step.
            long due =
                    isTest ? Math.floorDiv(2 * (end - last) + step, 2 * step) - 1 : Math.ceilDiv(end - last, step) - 1;
            long beforeEdge = Math.ceilDiv(edge - last, step) - 1;
            long beforeDay = last >= from ? 0 : Math.ceilDiv(from - last, step) - 1;
            return Math.min(due, beforeEdge) - beforeDay;
        }
        return isTest ? due(end, edge, step) : schedule.expected(from, edge);
    }

    /** Due a step before the test at the end, and so on back to when something is expected first. */
    private long due(long test, long edge, long step) {
        long all = Math.floorDiv(test - from, step);
        long atOrAfterEdge = test > edge ? Math.floorDiv(test - edge, step) : 0;
        return all - atOrAfterEdge;
    }
}
