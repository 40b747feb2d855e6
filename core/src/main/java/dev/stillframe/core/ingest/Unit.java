package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The units that logs use, and how each turns into the smallest unit of a metric. Names are case-sensitive; other spellings
 * are taken where they can only mean one thing ({@code Mbps}, {@code mbit/s}; never {@code mb/s}).
 */
enum Unit {
    BIT(Kind.RATE, 1, 0, "bit/s", "b/s", "bps", "bits/s"),
    KILOBIT(Kind.RATE, 1, 3, "kbit/s", "kb/s", "Kb/s", "kbps", "Kbps", "Kbit/s", "kbits/s"),
    MEGABIT(Kind.RATE, 1, 6, "Mbit/s", "Mb/s", "mbit/s", "Mbps", "mbps", "Mbits/s", "mbits/s", "MBit/s"),
    GIGABIT(Kind.RATE, 1, 9, "Gbit/s", "Gb/s", "gbit/s", "Gbps", "gbps", "Gbits/s", "GBit/s"),
    BYTE(Kind.RATE, 8, 0, "B/s", "Bps", "byte/s", "bytes/s"),
    KILOBYTE(Kind.RATE, 8, 3, "kB/s", "KB/s", "kBps", "KBps", "kbyte/s", "kbytes/s"),
    MEGABYTE(Kind.RATE, 8, 6, "MB/s", "MBps", "Mbyte/s", "Mbytes/s"),
    SECOND(Kind.TIME, 1, 0, "s", "sec", "seconds"),
    MILLISECOND(Kind.TIME, 1, -3, "ms", "msec", "millis", "milliseconds"),
    MICROSECOND(Kind.TIME, 1, -6, "µs", "us", "\u03bcs", "usec", "microseconds"),
    NANOSECOND(Kind.TIME, 1, -9, "ns", "nsec", "nanos", "nanoseconds"),
    PERCENT(Kind.SHARE, 1, -2, "%", "percent"),
    RATIO(Kind.SHARE, 1, 0, "ratio", "fraction");

    private enum Kind {
        RATE,
        TIME,
        SHARE
    }

    private final Kind kind;
    private final int multiplier;
    private final int exponent;
    private final List<String> names;

    Unit(Kind kind, int multiplier, int exponent, String... names) {
        this.kind = kind;
        this.multiplier = multiplier;
        this.exponent = exponent;
        this.names = List.of(names);
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
        for (Unit unit : values()) {
            if (unit.kind == own.kind) {
                allowed.add(unit.names.get(0));
            }
        }
        return allowed;
    }

    private static @Nullable Unit find(String name) {
        for (Unit unit : values()) {
            if (unit.names.contains(name)) {
                return unit;
            }
        }
        return null;
    }
}
