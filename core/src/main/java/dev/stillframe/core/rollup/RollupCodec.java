package dev.stillframe.core.rollup;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.pack.Packer;
import dev.stillframe.core.pack.Unpacker;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;

/**
 * The stored forms of a scope's rollups: one object with all days, and one with the hours of each month. Equal states give equal bytes.
 * Format 1, numbers as {@link Packer} writes them:
 *
 * <pre>
 * days:  format (1 byte) · count of metrics, their names · rows of the days
 *        count of months with a learned step, for each: month - last month · step
 *        periods to be written, periods that the last publication wrote; each: for each kind of period, then for the years of hours:
 *            count of runs, for each: first - end of the last one · length - 1
 * month: format · count of metrics, their names · rows of the hours
 * </pre>
 */
public final class RollupCodec {
    static final long HOUR = 3_600_000;
    static final long DAY = 24 * HOUR;
    private static final int FORMAT = 1;
    private static final int MAX_RUNS = 1 << 20;
    private static final int MAX_RUN = 1 << 24;
    private static final int MAX_MONTHS = 1 << 14;

    private RollupCodec() {}

    /** The bytes of a month. */
    public static byte[] write(Leaf leaf, Metrics metrics) {
        Packer out = header(metrics);
        RowCodec.write(out, leaf.hours, HOUR);
        return out.toBytes();
    }

    /**
     * Reads a month back.
     *
     * @throws IllegalArgumentException when the bytes are no month of this format and catalogue
     */
    public static Leaf readLeaf(byte[] bytes, Metrics metrics) {
        Unpacker in = header(bytes, metrics);
        Leaf leaf = new Leaf();
        leaf.hours.putAll(RowCodec.read(in, HOUR, metrics.size()));
        end(in);
        return leaf;
    }

    static byte[] write(Days days, Metrics metrics) {
        Packer out = header(metrics);
        RowCodec.write(out, days.rows, DAY);
        out.unsigned(days.steps.size());
        long before = 0;
        for (var entry : days.steps.entrySet()) {
            out.signed(entry.getKey() - before).unsigned(entry.getValue());
            before = entry.getKey();
        }
        write(out, days.pending);
        write(out, days.written);
        return out.toBytes();
    }

    static Days readDays(byte[] bytes, Metrics metrics) {
        Unpacker in = header(bytes, metrics);
        Days days = new Days();
        days.rows.putAll(RowCodec.read(in, DAY, metrics.size()));
        int months = in.count(MAX_MONTHS);
        long month = 0;
        for (int i = 0; i < months; i++) {
            month += in.signed();
            days.steps.put(month, in.unsigned());
        }
        read(in, days.pending);
        read(in, days.written);
        end(in);
        return days;
    }

    /** All days of a scope, and what goes with them. */
    static final class Days {
        final TreeMap<Long, Row> rows = new TreeMap<>();
        /** By number of the month, the distance between two tests that was learned from it, in milliseconds. */
        final TreeMap<Long, Long> steps = new TreeMap<>();

        final Changes pending = new Changes();
        final Changes written = new Changes();
    }

    private static Packer header(Metrics metrics) {
        Packer out = new Packer();
        out.u8(FORMAT).unsigned(metrics.size());
        for (Metric metric : metrics.list()) {
            out.text(metric.name());
        }
        return out;
    }

    private static Unpacker header(byte[] bytes, Metrics metrics) {
        Unpacker in = new Unpacker(bytes);
        int format = in.u8();
        if (format != FORMAT) {
            throw new IllegalArgumentException("rollup format " + format + " is not " + FORMAT);
        }
        int count = in.count(Metrics.MAX);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(in.text());
        }
        if (!names.equals(metrics.list().stream().map(Metric::name).toList())) {
            throw new IllegalArgumentException("the rollups have the metrics " + names);
        }
        return in;
    }

    private static void end(Unpacker in) {
        if (!in.atEnd()) {
            throw new IllegalArgumentException("the rollups have bytes after their end");
        }
    }

    private static void write(Packer out, Changes changes) {
        for (Mode mode : Mode.ALL) {
            write(out, changes.of(mode), mode == Mode.WEEKLY ? 7 : 1);
        }
        write(out, changes.hourlyYears(), 1);
    }

    private static void write(Packer out, NavigableSet<Long> numbers, int apart) {
        List<long[]> runs = new ArrayList<>();
        for (long number : numbers) {
            long[] run = runs.isEmpty() ? null : runs.getLast();
            if (run != null && run[0] + run[1] * apart == number) {
                run[1]++;
            } else {
                runs.add(new long[] {number, 1});
            }
        }
        out.unsigned(runs.size());
        long end = 0;
        for (long[] run : runs) {
            out.signed(run[0] - end).unsigned(run[1] - 1);
            end = run[0] + run[1] * apart;
        }
    }

    private static void read(Unpacker in, Changes changes) {
        for (Mode mode : Mode.ALL) {
            read(in, changes.of(mode), mode == Mode.WEEKLY ? 7 : 1);
        }
        read(in, changes.hourlyYears(), 1);
    }

    private static void read(Unpacker in, NavigableSet<Long> numbers, int apart) {
        int runs = in.count(MAX_RUNS);
        long end = 0;
        for (int i = 0; i < runs; i++) {
            long first = end + in.signed();
            int length = in.count(MAX_RUN) + 1;
            end = first + (long) length * apart;
            for (long number = first; number < end; number += apart) {
                numbers.add(number);
            }
        }
    }
}
