package dev.stillframe.core.rollup;

import dev.stillframe.core.coverage.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The hours of a month that have samples. Not for use by several threads while it changes. */
public final class Leaf {
    final TreeMap<Long, Row> hours = new TreeMap<>();

    /** A month without samples. */
    public Leaf() {}

    Row row(long hour, int metrics) {
        return hours.computeIfAbsent(hour, h -> new Row(metrics));
    }

    /** The rows by number of the hour. */
    public Map<Long, Row> hours() {
        return hours;
    }

    /**
     * How far apart the tests of one host are, each as a length in milliseconds and how often it occurs: between the first and the
     * last test of an hour the mean one, and from hour to hour the one between.
     */
    List<Schedule.Steps> steps() {
        List<Schedule.Steps> steps = new ArrayList<>();
        Row before = null;
        for (Row row : hours.values()) {
            if (row.tests() > 1) {
                steps.add(new Schedule.Steps((row.last - row.first) / (row.tests() - 1), row.tests() - 1));
            }
            if (before != null) {
                steps.add(new Schedule.Steps(row.first - before.last, 1));
            }
            before = row;
        }
        return steps;
    }

    /** The usual number of tests in an hour that has any: the median, 0 without any. */
    long usualTests() {
        long[] tests = hours.values().stream().mapToLong(Row::tests).sorted().toArray();
        return tests.length == 0 ? 0 : tests[tests.length / 2];
    }
}
