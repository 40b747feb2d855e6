package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The units that logs use, and how each turns into the smallest unit of a metric. Names are case-sensitive; other spellings
 * are taken where they can only mean one thing ({@code Mbps}, {@code mbit/s}; never {@code mb/s}).
 *
 * @param kind what it measures
 * @param multiplier with the exponent, {@code multiplier * 10^exponent}: bits a second, seconds, or a share of one
 * @param exponent see the multiplier
 * @param names its names, the one for messages first
 */
record Unit(Kind kind, int multiplier, int exponent, List<String> names) {
    private static final List<Unit> ALL = List.of(
            new Unit(Kind.RATE, 1, 0, List.of("bit/s", "b/s", "bps", "bits/s")),
            new Unit(Kind.RATE, 1, 3, List.of("kbit/s", "kb/s", "Kb/s", "kbps", "Kbps", "Kbit/s", "kbits/s")),
            new Unit(
                    Kind.RATE,
                    1,
                    6,
                    List.of("Mbit/s", "Mb/s", "mbit/s", "Mbps", "mbps", "Mbits/s", "mbits/s", "MBit/s")),
            new Unit(Kind.RATE, 1, 9, List.of("Gbit/s", "Gb/s", "gbit/s", "Gbps", "gbps", "Gbits/s", "GBit/s")),
            new Unit(Kind.RATE, 8, 0, List.of("B/s", "Bps", "byte/s", "bytes/s")),
            new Unit(Kind.RATE, 8, 3, List.of("kB/s", "KB/s", "kBps", "KBps", "kbyte/s", "kbytes/s")),
            new Unit(Kind.RATE, 8, 6, List.of("MB/s", "MBps", "Mbyte/s", "Mbytes/s")),
            new Unit(Kind.TIME, 1, 0, List.of("s", "sec", "seconds")),
            new Unit(Kind.TIME, 1, -3, List.of("ms", "msec", "millis", "milliseconds")),
            new Unit(Kind.TIME, 1, -6, List.of("µs", "us", "\u03bcs", "usec", "microseconds")),
            new Unit(Kind.TIME, 1, -9, List.of("ns", "nsec", "nanos", "nanoseconds")),
            new Unit(Kind.SHARE, 1, -2, List.of("%", "percent")),
            new Unit(Kind.SHARE, 1, 0, List.of("ratio", "fraction")));

    /** What units can be turned into each other. */
    enum Kind {
        RATE,
        TIME,
        SHARE
    }

    /** The factor from a metric's own unit to its smallest unit. */
    static Factor own(Metric metric) {
        return new Factor(1, metric.scale());
    }

    /**
     * The factor from a unit to the smallest unit of a metric.
     *
     * @throws IllegalArgumentException when the metric cannot be given in that unit; the message lists those it can
     */
    static Factor factor(Metric metric, String unit) {
        if (unit.equals(metric.unit())) {
            return own(metric);
        }
        Unit given = find(unit);
        Unit own = find(metric.unit());
        if (given == null || own == null || given.kind != own.kind) {
            throw new IllegalArgumentException("metric " + metric.name() + " cannot be given in '"
                    + CleanText.of(unit, 40) + "'; its units are: " + String.join(", ", allowed(metric)));
        }
        int exponent = given.exponent - own.exponent + metric.scale();
        if (given.multiplier == own.multiplier) {
            return new Factor(1, exponent);
        }
        // An eighth is 125 thousandths, so that every factor is a whole number times a power of ten.
        return given.multiplier == 8 ? new Factor(8, exponent) : new Factor(125, exponent - 3);
    }

    /** The units that a metric can be given in, as messages name them. */
    static List<String> allowed(Metric metric) {
        Unit own = find(metric.unit());
        if (own == null) {
            return List.of(metric.unit());
        }
        List<String> allowed = new ArrayList<>();
        for (Unit unit : ALL) {
            if (unit.kind == own.kind) {
                allowed.add(unit.names.get(0));
            }
        }
        return allowed;
    }

    private static @Nullable Unit find(String name) {
        for (Unit unit : ALL) {
            if (unit.names.contains(name)) {
                return unit;
            }
        }
        return null;
    }
}
