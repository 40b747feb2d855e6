package dev.stillframe.core.model;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A named quantity. Values are held as whole numbers of the smallest unit, which is {@code 10^-scale} of {@link #unit()}.
 *
 * @param name the name in files and requests, {@code [a-z][a-z0-9_]{0,31}}
 * @param unit the unit in which values are published, 1 to 16 printable characters
 * @param scale decimals kept, 0 to 9: one unit is {@code 10^scale} smallest units
 * @param decimals decimals published, 0 to {@code scale}
 * @param min least allowed value, in smallest units
 * @param max greatest allowed value, in smallest units
 * @param better which direction is good
 */
public record Metric(String name, String unit, int scale, int decimals, long min, long max, Better better) {
    /** Which way of a metric is the good one. */
    public enum Better {
        HIGHER,
        LOWER,
        NEITHER
    }

    /** No value may be further from zero than this many smallest units, so that 2^31 of them can be summed in a long. */
    public static final long LIMIT = 4_000_000_000L;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");
    private static final Set<String> RESERVED =
            Set.of("t", "from", "host", "error", "server", "isp", "prober", "count", "failures", "samples", "points");
    private static final Pattern UNIT = Pattern.compile("[\\p{L}\\p{N}%°/²³µ._ -]{1,16}");

    /**
     * Checks the definition.
     *
     * @throws IllegalArgumentException with what is wrong and what is allowed
     */
    public Metric {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("metric name '" + name + "' is not of the form [a-z][a-z0-9_]{0,31}");
        }
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException("metric name '" + name + "' is taken by a field of samples or files: "
                    + RESERVED.stream().sorted().toList());
        }
        if (!UNIT.matcher(unit).matches()) {
            throw new IllegalArgumentException("metric " + name
                    + ": the unit must have 1 to 16 letters, digits or % ° / ² ³ µ . _ - and no others");
        }
        if (scale < 0 || scale > 9) {
            throw new IllegalArgumentException("metric " + name + ": scale " + scale + " is not within 0 to 9");
        }
        if (decimals < 0 || decimals > scale) {
            throw new IllegalArgumentException(
                    "metric " + name + ": decimals " + decimals + " is not within 0 to its scale " + scale);
        }
        if (min >= max || min < -LIMIT || max > LIMIT) {
            throw new IllegalArgumentException("metric " + name + ": the range, in units of 10^-" + scale + " " + unit
                    + ", must be ascending and within -" + LIMIT + " to " + LIMIT);
        }
    }

    /** Whether a value, in smallest units, is within the allowed range. */
    public boolean allows(long value) {
        return value >= min && value <= max;
    }
}
