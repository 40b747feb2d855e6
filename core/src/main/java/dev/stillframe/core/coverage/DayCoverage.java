package dev.stillframe.core.coverage;

import dev.stillframe.core.calendar.Period;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was to be measured on a day, and what was.
 *
 * @param date the day
 * @param from when it begins, epoch milliseconds
 * @param to when it is over, epoch milliseconds, exclusive
 * @param schedules by host; a host of which no schedule is known yet has none
 * @param hours the hours that the day has, in order: one that the clock skips is missing, one that it repeats is one
 * @param gaps when tests are missing, by time, then host
 */
public record DayCoverage(
        LocalDate date, long from, long to, SortedMap<String, Schedule> schedules, List<Hour> hours, List<Gap> gaps) {
    /**
     * An hour of the wall clock.
     *
     * @param hour which
     * @param from when it begins, epoch milliseconds
     * @param counts what is expected and what is there
     */
    public record Hour(Period hour, long from, Counts counts) {}

    /** Copies. */
    public DayCoverage {
        schedules = new TreeMap<>(schedules);
        hours = List.copyOf(hours);
        gaps = List.copyOf(gaps);
    }

    /** What is expected of the day and what is there. */
    public Counts total() {
        return hours.stream().map(Hour::counts).reduce(Counts.NONE, Counts::plus);
    }

    /**
     * The same day of several hosts together, each held against its own schedule.
     *
     * @param hosts one of each host, at least one
     * @throws IllegalArgumentException when there is none, or they are not of one day
     */
    public static DayCoverage of(List<DayCoverage> hosts) {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("the coverage of no host");
        }
        DayCoverage first = hosts.getFirst();
        Map<Period, Counts> counts = new HashMap<>();
        SortedMap<String, Schedule> schedules = new TreeMap<>();
        List<Gap> gaps = new ArrayList<>();
        for (DayCoverage host : hosts) {
            if (host.from != first.from || host.to != first.to) {
                throw new IllegalArgumentException(first.date + " and " + host.date + " are not one day");
            }
            host.hours.forEach(hour -> counts.merge(hour.hour(), hour.counts(), Counts::plus));
            schedules.putAll(host.schedules);
            gaps.addAll(host.gaps);
        }
        gaps.sort(Comparator.comparingLong(Gap::from).thenComparing(Gap::host));
        List<Hour> hours = first.hours.stream()
                .map(h -> new Hour(h.hour(), h.from(), counts.getOrDefault(h.hour(), Counts.NONE)))
                .toList();
        return new DayCoverage(first.date, first.from, first.to, schedules, hours, gaps);
    }
}
