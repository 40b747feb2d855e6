package dev.stillframe.core.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Where the periods of a time zone lie in time. For use by any number of threads. */
public final class Calendar {
    private final ZoneId zone;
    private final ZoneRules rules;

    /** The calendar of a zone. */
    public Calendar(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    /** Its zone. */
    public ZoneId zone() {
        return zone;
    }

    /** The hour of the wall clock at an instant, epoch milliseconds: the number of its {@link Period}. */
    public long hourNumber(long t) {
        int offset = rules.getOffset(Instant.ofEpochMilli(t)).getTotalSeconds();
        return Math.floorDiv(Math.floorDiv(t, 1000) + offset, 3600);
    }

    /** The period of a kind at an instant, epoch milliseconds. */
    public Period at(Mode mode, long t) {
        Period hour = new Period(Mode.HOURLY, hourNumber(t));
        return hour.in(mode);
    }

    /** The day at an instant, epoch milliseconds. */
    public LocalDate day(long t) {
        return LocalDate.ofEpochDay(Math.floorDiv(hourNumber(t), 24));
    }

    /** When a period begins, epoch milliseconds: the first instant that the wall clock shows a time of it. */
    public long from(Period period) {
        return instant(period.start(), true);
    }

    /** When a period is over, epoch milliseconds, exclusive: after the last instant that the wall clock shows a time of it. */
    public long to(Period period) {
        LocalDateTime last = period.next().start().minusNanos(1_000_000);
        ZoneOffsetTransition change = rules.getTransition(last);
        return change != null && change.isGap() ? change.toEpochSecond() * 1000 : instant(last, false) + 1;
    }

    /** Length of a period in milliseconds; 0 for an hour that a clock change skips. */
    public long millis(Period period) {
        return Math.max(0, to(period) - from(period));
    }

    /** When the wall clock shows a time first, or last; where it skips the time, when it does so. Epoch milliseconds. */
    private long instant(LocalDateTime time, boolean first) {
        ZoneOffsetTransition change = rules.getTransition(time);
        if (change != null && change.isGap()) {
            return change.toEpochSecond() * 1000;
        }
        ZoneOffset offset =
                change == null ? rules.getOffset(time) : first ? change.getOffsetBefore() : change.getOffsetAfter();
        return time.toInstant(offset).toEpochMilli();
    }
}
