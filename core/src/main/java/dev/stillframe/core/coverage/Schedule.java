package dev.stillframe.core.coverage;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * How often a host is expected to measure.
 *
 * @param step the time from one test to the next, in milliseconds, at least 1: of many hosts together it is short
 * @param source how it is known
 */
public record Schedule(long step, Source source) {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long[] USUAL = LongStream.concat(
                    LongStream.of(10, 15, 20, 30).map(seconds -> seconds * SECOND),
                    LongStream.of(1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1_440)
                            .map(minutes -> minutes * MINUTE))
            .toArray();
    /** Of a usual step, within which another is taken for it. */
    private static final long PERCENT = 15;

    /** Fewer steps than this teach nothing. */
    public static final long FEWEST = 3;

    /** How a schedule is known. */
    public enum Source {
        /** From the settings. */
        DECLARED,
        /** From the times of the tests. */
        LEARNED
    }

    /**
     * How often two tests that follow each other were so far apart.
     *
     * @param millis from one to the next; what is not above zero, as where hours of the wall clock overlap, teaches nothing
     * @param count how often, not negative
     */
    public record Steps(long millis, long count) {
        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException when it is outside
         */
        public Steps {
            if (count < 0) {
                throw new IllegalArgumentException(count + " steps of " + millis + " ms");
            }
        }
    }

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when it is outside
     */
    public Schedule {
        if (step < 1) {
            throw new IllegalArgumentException("a schedule of " + step + " ms; it must be above zero");
        }
    }

    /**
     * The schedule of a host: the declared one or, where there is none, the learned one.
     *
     * @param declared by host
     */
    public static Optional<Schedule> of(String host, Map<String, Duration> declared, Collection<Steps> steps) {
        Duration step = declared.get(host);
        return step == null ? learned(steps) : Optional.of(new Schedule(step.toMillis(), Source.DECLARED));
    }

    /**
     * What the steps between tests teach, in whatever order they are given: the median step, as it is usually written. That is the
     * shortest that at least half of all steps do not exceed. It is taken for the nearest usual one, if it is within 15 % of it;
     * otherwise it is rounded half up to whole minutes from ten minutes on, and to whole seconds below. Empty when there are fewer than
     * {@link #FEWEST} steps.
     */
    public static Optional<Schedule> learned(Collection<Steps> steps) {
        TreeMap<Long, Long> counts = new TreeMap<>();
        long total = 0;
        for (Steps s : steps) {
            if (s.millis() > 0) {
                counts.merge(s.millis(), s.count(), Long::sum);
                total += s.count();
            }
        }
        if (total < FEWEST) {
            return Optional.empty();
        }
        long passed = 0;
        for (Map.Entry<Long, Long> step : counts.entrySet()) {
            passed += step.getValue();
            if (passed >= total - passed) {
                return Optional.of(new Schedule(usual(step.getKey()), Source.LEARNED));
            }
        }
        throw new IllegalStateException("no median of " + total + " steps");
    }

    private static long usual(long median) {
        long nearest = 0;
        for (long usual : USUAL) {
            long distance = Math.abs(median - usual);
            if (distance > usual * PERCENT / 100) {
                continue;
            }
            // How far away is measured in parts of the usual step; of two that are equally far the shorter one is
            // taken.
            if (nearest == 0 || distance * nearest < Math.abs(median - nearest) * usual) {
                nearest = usual;
            }
        }
        if (nearest != 0) {
            return nearest;
        }
        long unit = median < 10 * MINUTE ? SECOND : MINUTE;
        return Math.max(SECOND, (median + unit / 2) / unit * unit);
    }

    /**
     * How many tests are expected from one instant to another, exclusive, in epoch milliseconds: as many as multiples of the step since
     * the epoch lie between them. So what is expected of the parts of a span adds up to what is expected of the whole, it is never more
     * than one test away from length / step, and it is exact where that is whole; 0 when nothing is between.
     */
    public long expected(long from, long to) {
        return to <= from ? 0 : Math.ceilDiv(to, step) - Math.ceilDiv(from, step);
    }
}
