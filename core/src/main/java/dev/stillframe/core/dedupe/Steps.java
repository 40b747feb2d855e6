package dev.stillframe.core.dedupe;

import java.util.Optional;

/**
 * Learns a host's pace from the times of its samples. The answer is the median of the steps between them, rounded to a usual step,
 * where each step weighs as much as it lasts, and none more than three times what nine tenths of all do not exceed. So it is
 * fooled neither by samples that came several times, whose steps are many and short, nor by gaps, which are few and long. Takes the
 * same small memory whatever the number of samples.
 */
public final class Steps {
    /** So many steps at least are needed. */
    static final int FEWEST = 10;

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** Steps are counted by the second below this, by the minute below the next, by the hour below the last. */
    private static final long BY_SECOND = HOUR;

    private static final long BY_MINUTE = 2 * DAY;
    private static final long BY_HOUR = 366 * DAY;

    private static final int SECONDS = (int) (BY_SECOND / SECOND);
    private static final int MINUTES = (int) ((BY_MINUTE - BY_SECOND) / MINUTE);
    private static final int HOURS = (int) ((BY_HOUR - BY_MINUTE) / HOUR);

    /** What people set their schedules to, milliseconds. */
    private static final long[] USUAL = {
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        15 * SECOND,
        20 * SECOND,
        30 * SECOND,
        MINUTE,
        2 * MINUTE,
        3 * MINUTE,
        4 * MINUTE,
        5 * MINUTE,
        6 * MINUTE,
        8 * MINUTE,
        10 * MINUTE,
        12 * MINUTE,
        15 * MINUTE,
        20 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        3 * HOUR,
        4 * HOUR,
        6 * HOUR,
        8 * HOUR,
        12 * HOUR,
        DAY
    };

    private final long[] counts = new long[SECONDS + MINUTES + HOURS + 1];
    private long samples;
    private long last;

    /** Takes the next sample's time, epoch milliseconds, not before the last one. */
    public void add(long t) {
        if (samples > 0) {
            counts[place(t - last)]++;
        }
        last = t;
        samples++;
    }

    /** What was learned; nothing from fewer than 11 samples, or where no step lasts half a second. */
    public Optional<Pace.Learned> pace() {
        if (samples <= FEWEST) {
            return Optional.empty();
        }
        long most = 3 * quantile(9, 10, Long.MAX_VALUE);
        long median = most == 0 ? 0 : quantile(1, 2, most);
        if (median == 0) {
            return Optional.empty();
        }
        long usual = usual(median);
        return Optional.of(new Pace.Learned(usual, samples, shorter(usual)));
    }

    private static int place(long step) {
        long rounded = step + SECOND / 2;
        if (rounded < BY_SECOND) {
            return (int) (rounded / SECOND);
        }
        rounded = step + MINUTE / 2;
        if (rounded < BY_MINUTE) {
            return SECONDS + (int) ((rounded - BY_SECOND) / MINUTE);
        }
        rounded = Math.min(step, BY_HOUR) + HOUR / 2;
        return Math.min(counts(), SECONDS + MINUTES + (int) ((rounded - BY_MINUTE) / HOUR));
    }

    private static int counts() {
        return SECONDS + MINUTES + HOURS;
    }

    private static long step(int place) {
        if (place < SECONDS) {
            return place * SECOND;
        }
        return place < SECONDS + MINUTES
                ? BY_SECOND + (place - SECONDS) * MINUTE
                : BY_MINUTE + (place - SECONDS - MINUTES) * HOUR;
    }

    /** By number where {@code most} is without end; otherwise by duration, none counted as longer than {@code most}. */
    private long quantile(long share, long of, long most) {
        long all = 0;
        for (int i = 0; i < counts.length; i++) {
            all += counts[i] * weight(i, most);
        }
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i] * weight(i, most);
            // Not multiplied, so that nothing overflows.
            if (counts[i] > 0 && sum >= all / of * share + all % of * share / of && sum > 0) {
                return step(i);
            }
        }
        return 0;
    }

    private static long weight(int place, long most) {
        return most == Long.MAX_VALUE ? 1 : Math.min(step(place), most) / SECOND;
    }

    private long shorter(long pace) {
        long count = 0;
        for (int i = 0; i < counts.length && step(i) * 4 < pace * 3; i++) {
            count += counts[i];
        }
        return count;
    }

    /** The usual step within a twentieth of it; else whole seconds below a minute, whole minutes above. */
    private static long usual(long step) {
        for (long usual : USUAL) {
            if (Math.abs(step - usual) * 20 <= usual) {
                return usual;
            }
        }
        long unit = step < MINUTE ? SECOND : MINUTE;
        return (step + unit / 2) / unit * unit;
    }
}
