package dev.stillframe.cli.demo;

/**
 * Random numbers that can be asked for in any order: the same place and purpose always give the same number. Made of whole
 * numbers and exact operations only, so they are the same on every machine.
 */
final class Noise {
    private static final long PLACES = 0x9E3779B97F4A7C15L;
    private static final long PURPOSES = 0xD1B54A32D192ED03L;

    private final long seed;

    /** The noise of one host. */
    Noise(long seed, String host) {
        this.seed = mix(seed + mix(host.hashCode()));
    }

    /** From 0 up to but not including 1, all equally likely. */
    double unit(long place, Draw purpose) {
        return (bits(place, purpose) >>> 11) * 0x1.0p-53;
    }

    /** Bell-shaped: mean 0, standard deviation 1, never further from 0 than 3.5. */
    double bell(long place, Draw purpose) {
        long bits = bits(place, purpose);
        long sum = 0;
        for (int shift = 0; shift < 64; shift += 16) {
            sum += bits >>> shift & 0xFFFF;
        }
        return (sum / 65_536.0 - 2) * 1.7320508;
    }

    /** From 0 to 1, nearly always close to 0: {@link #unit}, squared so many times. */
    double seldom(long place, Draw purpose, int squarings) {
        double value = unit(place, purpose);
        for (int i = 0; i < squarings; i++) {
            value *= value;
        }
        return value;
    }

    /** A smooth line through time, from -1 to 1, with a new direction every {@code period} milliseconds. */
    double wander(long t, long period, Draw purpose) {
        long knot = Math.floorDiv(t, period);
        double part = (double) Math.floorMod(t, period) / period;
        double eased = part * part * (3 - 2 * part);
        double left = unit(knot, purpose);
        double right = unit(knot + 1, purpose);
        return 2 * (left + (right - left) * eased) - 1;
    }

    private long bits(long place, Draw purpose) {
        return mix(seed + place * PLACES + (purpose.ordinal() + 1) * PURPOSES);
    }

    /** Turns neighbouring numbers into unrelated ones. */
    private static long mix(long value) {
        long x = value;
        x = (x ^ (x >>> 32)) * 0xD6E8FEB86659FD93L;
        x = (x ^ (x >>> 32)) * 0xD6E8FEB86659FD93L;
        return x ^ (x >>> 32);
    }
}
