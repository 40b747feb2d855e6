package dev.stillframe.core.fold;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Everything a build knows about the samples of a scope: a ring for each window as of an instant {@code now}, and the samples
 * whose time has not come. It depends on the set of samples folded and on {@code now} only, never on their order.
 *
 * <p>At most {@link #MAX_AHEAD} samples wait, those nearest in time. Where there are more, {@link #completeUntil()} says up to
 * which time this state can advance; past it, it must be computed again from the sample store.
 */
public final class FoldState {
    /** How many samples ahead of their time are kept. */
    public static final int MAX_AHEAD = 10_000;

    /** Where hosts have logs of their own, two entries may have one number. */
    private static final Comparator<Ahead> BY_TIME = Comparator.comparingLong(
                    (Ahead a) -> a.sample().t())
            .thenComparingLong(Ahead::seq)
            .thenComparing(a -> a.sample().host());

    private final Metrics metrics;
    private final List<Ring> rings = new ArrayList<>(6);
    private long now;
    private final TreeSet<Ahead> ahead = new TreeSet<>(BY_TIME);
    private long completeUntil = Long.MAX_VALUE;
    private Consumer<Sample> folded = sample -> {};

    /** A sample that waits for its time, and the number of its entry in its log. */
    record Ahead(long seq, Sample sample) {}

    /** A state without samples at an instant (epoch milliseconds). */
    public FoldState(Metrics metrics, long now) {
        this.metrics = metrics;
        this.now = now;
        for (Window window : Window.ALL) {
            rings.add(new Ring(window, metrics.size(), now));
        }
    }

    /** Names who is told of each sample when it is folded: at once, or when its time has come. */
    public void onFolded(Consumer<Sample> listener) {
        folded = listener;
    }

    /** The instant this state is of, epoch milliseconds. */
    public long now() {
        return now;
    }

    /** The catalogue that values are folded by. */
    public Metrics metrics() {
        return metrics;
    }

    /** This state can advance to any instant before this one, in epoch milliseconds. */
    public long completeUntil() {
        return completeUntil;
    }

    /** The start of the longest window at an instant: older samples change nothing. Epoch milliseconds. */
    public static long reach(long now) {
        return Window.M12.from(Granularity.FINEST, now);
    }

    /**
     * Moves to an instant, not before the present one: old buckets fall out, and samples whose time has come are folded.
     *
     * @throws IllegalArgumentException when the instant is before {@link #now()} or not before {@link #completeUntil()}
     */
    public void advance(long next) {
        if (next < now || next >= completeUntil) {
            throw new IllegalArgumentException(
                    "cannot move from " + now + " to " + next + ", complete until " + completeUntil);
        }
        now = next;
        for (Ring ring : rings) {
            ring.advance(next);
        }
        while (!ahead.isEmpty() && ahead.getFirst().sample().t() <= now) {
            add(ahead.removeFirst().sample());
        }
    }

    /** Folds one sample in, or keeps it aside when its time is after {@link #now()}. */
    public void fold(long seq, Sample sample) {
        if (sample.t() <= now) {
            add(sample);
        } else if (sample.t() < completeUntil) {
            ahead.add(new Ahead(seq, sample));
            if (ahead.size() > MAX_AHEAD) {
                forgetLatest();
            }
        }
    }

    private void forgetLatest() {
        completeUntil = ahead.getLast().sample().t();
        while (!ahead.isEmpty() && ahead.getLast().sample().t() >= completeUntil) {
            ahead.removeLast();
        }
    }

    private void add(Sample sample) {
        for (Ring ring : rings) {
            ring.add(sample);
        }
        folded.accept(sample);
    }

    /** Fills {@code points} with the non-empty buckets of a window at a granularity. */
    public void read(Window window, Granularity granularity, Points points) {
        points.read(rings.get(window.ordinal()), granularity);
    }

    List<Ring> rings() {
        return rings;
    }

    /** The samples that wait, by time, number and host. */
    List<Ahead> ahead() {
        return List.copyOf(ahead);
    }

    void restore(long until, List<Ahead> waiting) {
        completeUntil = until;
        ahead.addAll(waiting);
    }
}
