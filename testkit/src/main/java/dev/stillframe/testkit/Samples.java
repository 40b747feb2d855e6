package dev.stillframe.testkit;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Makes samples of the built-in metrics from a seed: the same seed gives the same samples. */
public final class Samples {
    private static final RandomGeneratorFactory<RandomGenerator> RANDOM = RandomGeneratorFactory.of("L64X128MixRandom");

    private final RandomGenerator random;

    /** A generator with a seed. */
    public Samples(long seed) {
        this(random(seed));
    }

    /** A generator that draws from a source of chance shared with others. */
    public Samples(RandomGenerator random) {
        this.random = random;
    }

    /** The source of chance of a seed; the same numbers on every machine and release. */
    public static RandomGenerator random(long seed) {
        return RANDOM.create(seed);
    }

    /** A sample of a host at an instant (epoch milliseconds): one in eight failed, one in four with some metrics only. */
    public Sample at(String host, long t) {
        int kind = random.nextInt(8);
        if (kind == 0) {
            return new Sample(host, t, Values.NONE, "no route to server", Map.of());
        }
        long[] values = {
            random.nextLong(100_000_001L),
            random.nextLong(50_000),
            random.nextLong(1, 60_000_001L),
            random.nextLong(5_000),
            random.nextLong(1_000_001L)
        };
        if (kind <= 2) {
            // At least one stays, or it would be a failed test.
            int kept = random.nextInt(values.length);
            for (int i = 0; i < values.length; i++) {
                if (i != kept && random.nextBoolean()) {
                    values[i] = Values.ABSENT;
                }
            }
        }
        return new Sample(
                host, t, Values.of(values), null, kind == 3 ? Map.of("connectionType", "Ethernet") : Map.of());
    }

    /**
     * A host's samples at a steady pace.
     *
     * @param from epoch milliseconds of the first
     * @param to epoch milliseconds that all are before
     * @param everyMillis milliseconds from one to the next
     */
    public List<Sample> steady(String host, long from, long to, long everyMillis) {
        List<Sample> samples = new ArrayList<>();
        for (long t = from; t < to; t += everyMillis) {
            samples.add(at(host, t));
        }
        return samples;
    }
}
