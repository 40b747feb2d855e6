package dev.stillframe.benchmarks;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The invented measurements of one host at a fixed step: a rhythm of the day, noise, one test in a hundred failed. The same
 * arguments give the same samples. Values are as noisy as those of real lines, so that files compress no better than real ones.
 *
 * @param host the host
 * @param stepMillis milliseconds from one sample to the next
 * @param metrics how many of the built-in metrics each sample has, 1 to 5
 */
record History(String host, long stepMillis, int metrics) {
    /** When histories end, epoch milliseconds: 2025-12-29T08:15:00Z. */
    static final long END = 1_766_996_100_000L;

    private static final long DAY = Duration.ofDays(1).toMillis();

    /** The sample at an instant, epoch milliseconds. */
    Sample at(long t) {
        SplittableRandom chance = new SplittableRandom(host.hashCode() * 31L + t);
        if (chance.nextInt(100) == 0) {
            return new Sample(host, t, Values.NONE, "connection refused", Map.of("server", "speed.example"));
        }
        double evening = 0.5 - 0.5 * Math.cos(2 * Math.PI * (Math.floorMod(t, DAY) - DAY / 6) / DAY);
        long[] all = {
            Math.round(1_000 * (94 - 12 * evening + 3 * chance.nextGaussian())),
            Math.round(1_000 * (41 - 2 * evening + chance.nextGaussian())),
            Math.round(1_000 * (11 + 4 * evening + 2 * Math.abs(chance.nextGaussian()))),
            Math.round(1_000 * (1 + Math.abs(chance.nextGaussian()))),
            chance.nextInt(10) == 0 ? chance.nextInt(20_000) : 0,
        };
        long[] some = new long[metrics];
        System.arraycopy(all, 0, some, 0, metrics);
        return new Sample(host, t, Values.of(some), null, Map.of("server", "speed.example", "isp", "Example Net"));
    }

    /** The samples of so many days up to and with {@link #END}, oldest first. */
    List<Sample> days(int days) {
        int count = Math.toIntExact(days * DAY / stepMillis);
        List<Sample> samples = new ArrayList<>(count);
        for (int i = count - 1; i >= 0; i--) {
            samples.add(at(END - i * stepMillis));
        }
        return samples;
    }
}
