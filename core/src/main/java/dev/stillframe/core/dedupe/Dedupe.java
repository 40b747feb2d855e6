package dev.stillframe.core.dedupe;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Sets the samples of a host aside that share a slot of its schedule, and restores them. What breaks off is completed by the same
 * again. What arrives meanwhile may be passed over.
 */
public final class Dedupe {
    /** The reason that these samples are set aside for. */
    public static final String REASON = "dedupe";

    /** How many duplicates are known at once; each takes 8 bytes. */
    private static final int AT_ONCE = 1_000_000;

    private static final int PIECE = 10 * SampleStore.TOGETHER;

    private final SampleStore samples;
    private final int atOnce;

    /** On a store. */
    public Dedupe(SampleStore samples) {
        this(samples, AT_ONCE);
    }

    Dedupe(SampleStore samples, int atOnce) {
        this.samples = samples;
        this.atOnce = atOnce;
    }

    /** Learns how often a host measures, from its samples that count; nothing where there are too few. */
    public Optional<Pace.Learned> learn(String host) {
        Steps steps = new Steps();
        samples.scan(
                Scope.host(host), Long.MIN_VALUE, Long.MAX_VALUE, Position.END, (seq, sample) -> steps.add(sample.t()));
        return steps.pace();
    }

    /** Counts a host's duplicates, and changes nothing. */
    public Slots.Count survey(String host, Pace pace) {
        Slots slots = new Slots(pace.millis(), t -> {});
        samples.scan(
                Scope.host(host), Long.MIN_VALUE, Long.MAX_VALUE, Position.END, (seq, sample) -> slots.add(sample));
        return slots.count();
    }

    /**
     * Sets a host's duplicates aside.
     *
     * @param progress told how many so far
     * @return how many
     */
    public long setAside(String host, Pace pace, LongConsumer progress) {
        long done = 0;
        while (true) {
            Times found = new Times(atOnce);
            Slots slots = new Slots(pace.millis(), found::add);
            samples.scan(Scope.host(host), Long.MIN_VALUE, Long.MAX_VALUE, Position.END, (seq, sample) -> {
                if (!found.isFull()) {
                    slots.add(sample);
                }
            });
            final long before = done;
            for (List<Long> piece : found.pieces()) {
                done += samples.setAside(host, piece, REASON);
                progress.accept(done);
            }
            if (!found.isFull() || done == before) {
                return done;
            }
        }
    }

    /**
     * Restores what {@link #setAside} set aside.
     *
     * @param progress told how many so far
     * @return how many
     */
    public long restore(String host, LongConsumer progress) {
        long done = 0;
        long from = Long.MIN_VALUE;
        while (true) {
            List<SampleStore.Aside> page = samples.aside(host, from, PIECE);
            if (page.isEmpty()) {
                return done;
            }
            List<Long> times = page.stream()
                    .filter(aside -> aside.reason().equals(REASON))
                    .map(SampleStore.Aside::t)
                    .toList();
            done += samples.restore(host, times);
            progress.accept(done);
            from = page.getLast().t() + 1;
        }
    }

    /** Times, not more than so many. */
    private static final class Times {
        private final int most;
        private long[] times = new long[1_000];
        private int count;

        Times(int most) {
            this.most = most;
        }

        void add(long t) {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = t;
        }

        boolean isFull() {
            return count >= most;
        }

        List<List<Long>> pieces() {
            Arrays.sort(times, 0, count);
            List<List<Long>> pieces = new ArrayList<>();
            for (int i = 0; i < count; i += PIECE) {
                pieces.add(Arrays.stream(times, i, Math.min(count, i + PIECE))
                        .boxed()
                        .toList());
            }
            return pieces;
        }
    }
}
