package dev.stillframe.cli.demo;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A simulation of three hosts that measure every five minutes: {@code home-fibre}, {@code office-cable}, {@code cabin-lte}. No
 * value was ever measured; {@link #NOTICE} and each sample's labels say so.
 *
 * <p>Samples are a pure function of seed, start, host and slot: the past can be generated as a stream, and goes on without a
 * seam as time passes. Values are in the order and the smallest units of {@link dev.stillframe.core.model.Metrics#BUILT_IN}.
 * For use by any number of threads.
 */
public final class DemoSource {
    /** How far before its start the demonstration's past reaches. */
    public static final Duration HISTORY = Duration.ofDays(365);

    /** Length of a slot; slot {@code n} begins at {@code n * SLOT_MILLIS} epoch milliseconds. */
    public static final long SLOT_MILLIS = 300_000;

    /** What a page or a command says above these samples. */
    public static final String NOTICE = "A simulation: these three hosts do not exist, and nothing here was measured.";

    /** The label {@code prober} of every sample. */
    static final String PROBER = "demo";

    /** A host begins to measure up to so many milliseconds after its phase; less than phases lie apart. */
    private static final long LATENESS = 30_000;

    private final Instant start;
    private final long seed;
    private final List<DemoHost> hosts;

    /**
     * A simulation.
     *
     * @param seed equal seeds and starts give equal samples
     * @param start when the demonstration begins: what happened lately (a slow line, a host fallen silent) is placed relative to
     *     it, and stays where it is while time passes
     */
    public DemoSource(long seed, Instant start) {
        this.seed = seed;
        this.start = start;
        long at = start.toEpochMilli();
        // By phase, so that the samples of one slot come in the order of time.
        this.hosts = List.of(new HomeFibre(seed, at), new OfficeCable(seed, at), new CabinLte(seed, at));
    }

    /** The names of the hosts. */
    public List<String> hosts() {
        return hosts.stream().map(DemoHost::name).toList();
    }

    /** The beginning of the past: twelve months before the start. */
    public Instant since() {
        return start.minus(HISTORY);
    }

    /** By host and metric name, the promised value in smallest units. */
    public Map<String, Map<String, Long>> promised() {
        Map<String, Map<String, Long>> promised = new TreeMap<>();
        hosts.forEach(host -> promised.put(host.name(), host.promised()));
        return promised;
    }

    /** The slot that an instant lies in. */
    public static long slot(Instant instant) {
        return Math.floorDiv(instant.toEpochMilli(), SLOT_MILLIS);
    }

    /**
     * The sample of a host in a slot; its time lies within the slot. Empty when the host is silent then.
     *
     * @throws IllegalArgumentException when there is no such host
     */
    public Optional<Sample> sample(String host, long slot) {
        for (DemoHost candidate : hosts) {
            if (candidate.name().equals(host)) {
                return sample(candidate, slot);
            }
        }
        throw new IllegalArgumentException("the demonstration has no host '" + host + "', only " + hosts());
    }

    /**
     * All samples with {@code from <= t < to}, the oldest first, made while they are read. Neighbouring stretches give each
     * sample exactly once.
     */
    public Stream<Sample> between(Instant from, Instant to) {
        long first = from.toEpochMilli();
        long end = to.toEpochMilli();
        return LongStream.rangeClosed(slot(from), slot(to)).boxed().mapMulti((slot, taker) -> {
            for (DemoHost host : hosts) {
                sample(host, slot)
                        .filter(sample -> sample.t() >= first && sample.t() < end)
                        .ifPresent(taker);
            }
        });
    }

    private Optional<Sample> sample(DemoHost host, long slot) {
        long lateness = (long) (LATENESS * new Noise(seed, host.name()).unit(slot, Draw.TIME));
        long t = slot * SLOT_MILLIS + host.phase() + lateness;
        return switch (host.read(t, slot)) {
            case Reading.Measured measured ->
                Optional.of(new Sample(host.name(), t, measured.values(), null, host.labels()));
            case Reading.Failed failed ->
                Optional.of(new Sample(host.name(), t, Values.NONE, failed.error(), host.labels()));
            case Reading.Silent silent -> Optional.empty();
        };
    }
}
