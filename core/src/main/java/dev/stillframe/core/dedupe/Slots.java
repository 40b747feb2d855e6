package dev.stillframe.core.dedupe;

import dev.stillframe.core.model.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Finds the samples of one host that share a slot: {@code floor(t / pace)}. Of each slot the first successful one by time is kept, and
 * the first failed one where none succeeded; the others are duplicates. Remembers one slot at a time.
 */
public final class Slots {
    private static final int EXAMPLES = 3;
    private static final int SHOWN = 5;

    private final long pace;
    private final LongConsumer duplicates;
    private final List<Example> examples = new ArrayList<>(EXAMPLES);
    private final List<Long> others = new ArrayList<>(SHOWN);
    private long samples;
    private long slots;
    private long found;

    private long slot;
    private long kept;
    private boolean keptFailed;
    private long inSlot;

    /**
     * With no sample yet.
     *
     * @param pace milliseconds, from 1
     * @param duplicates told the time of each duplicate as soon as it is known to be one, so not quite in order
     */
    public Slots(long pace, LongConsumer duplicates) {
        this.pace = pace;
        this.duplicates = duplicates;
    }

    /**
     * How many there were.
     *
     * @param samples all
     * @param slots slots with at least one of them
     * @param duplicates those that share a slot and are not kept
     * @param examples the first slots with duplicates, at most 3
     */
    public record Count(long samples, long slots, long duplicates, List<Example> examples) {
        /** Copies the examples. */
        public Count {
            examples = List.copyOf(examples);
        }
    }

    /**
     * A slot with duplicates.
     *
     * @param from its begin, epoch milliseconds
     * @param kept the time of the sample that is kept
     * @param others the times of the first of the others, at most 5
     * @param count how many others there are
     */
    public record Example(long from, long kept, List<Long> others, long count) {
        /** Copies the times. */
        public Example {
            others = List.copyOf(others);
        }
    }

    /** Takes the next sample by time. */
    public void add(Sample sample) {
        long itsSlot = Math.floorDiv(sample.t(), pace);
        samples++;
        if (slots == 0 || itsSlot != slot) {
            close();
            slots++;
            slot = itsSlot;
            keep(sample);
            return;
        }
        inSlot++;
        if (keptFailed && !sample.isFailure()) {
            drop(kept);
            keep(sample);
        } else {
            drop(sample.t());
        }
    }

    private void keep(Sample sample) {
        kept = sample.t();
        keptFailed = sample.isFailure();
    }

    private void drop(long t) {
        found++;
        duplicates.accept(t);
        if (examples.size() < EXAMPLES && others.size() < SHOWN) {
            others.add(t);
        }
    }

    private void close() {
        if (inSlot > 0 && examples.size() < EXAMPLES) {
            examples.add(new Example(slot * pace, kept, others, inSlot));
        }
        others.clear();
        inSlot = 0;
    }

    /** What was found in the samples so far. */
    public Count count() {
        close();
        return new Count(samples, slots, found, examples);
    }
}
