package dev.stillframe.core.publish;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.ingest.SampleCheck;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.rollup.Rollups;
import dev.stillframe.core.rollup.Rules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings the rollups of a scope up to what the windows are folded to, in the same pass: it takes the samples that are folded, and reads
 * stored months only where one falls into them. Where the stored rollups are lost or of other rules, all is computed again.
 */
final class RollupFold {
    private static final int MOST_WAITING = 5_000;

    private final Ports ports;
    private final Scope scope;
    private final Rules rules;
    private final Metrics metrics;
    private final @Nullable Root root;
    private final List<Sample> waiting = new ArrayList<>();
    private @Nullable RollupState stored;
    private @Nullable Rollups rollups;
    private boolean touched;
    private boolean everything;
    private boolean lost;

    RollupFold(Ports ports, Scope scope, Rules rules, Metrics metrics, @Nullable Root root) {
        this.ports = ports;
        this.scope = scope;
        this.rules = rules;
        this.metrics = metrics;
        this.root = root;
    }

    /** Whether what is stored was made by other rules for rows, or there is nothing. */
    boolean isOutdated() {
        return root == null
                || root.rollup() == null
                || !root.definition().equals(metrics.fingerprint())
                || !root.rollup().rows().equals(rules.rows(scope))
                || !root.rollup().files().equals(rules.files(scope));
    }

    /** A sample whose time has come was folded. */
    void add(Sample sample) {
        waiting.add(sample);
    }

    /** Folds what waits, if it is much. */
    void relieve() {
        if (waiting.size() >= MOST_WAITING) {
            flush();
        }
    }

    private void flush() {
        if (waiting.isEmpty() || lost) {
            waiting.clear();
            return;
        }
        touched = true;
        try {
            Rollups into = rollups();
            Set<Long> months = new TreeSet<>();
            waiting.forEach(sample -> months.add(into.month(sample.t())));
            give(months);
            waiting.forEach(into::add);
        } catch (RollupState.Lost e) {
            lost = true;
        }
        waiting.clear();
    }

    private Rollups rollups() throws RollupState.Lost {
        if (rollups == null) {
            if (root == null) {
                throw new RollupState.Lost("nothing is stored");
            }
            stored = RollupState.read(ports.checkpoints(), scope, root, rules, metrics);
            rollups = stored.rollups();
        }
        return rollups;
    }

    private void give(Collection<Long> months) throws RollupState.Lost {
        if (stored != null) {
            stored.give(months);
        }
    }

    /**
     * Begins to compute everything again: all samples that count follow. What comes out the same is not written again, if what is
     * stored can be read.
     */
    void restart() {
        everything = true;
        touched = true;
        lost = false;
        waiting.clear();
        try {
            rollups = null;
            Rollups old = rollups();
            if (stored != null) {
                stored.giveAll();
            }
            List.copyOf(old.months()).forEach(old::replace);
        } catch (RollupState.Lost e) {
            stored = null;
            rollups = Rollups.empty(scope, rules, metrics);
        }
    }

    /** Computes again what lies in some spans of time, from the sample store. */
    void recompute(List<Span> spans, Position upTo, long now) {
        flush();
        if (lost || spans.isEmpty()) {
            return;
        }
        touched = true;
        try {
            Rollups into = rollups();
            Set<Long> months = new TreeSet<>();
            for (Span span : spans) {
                for (long m = into.month(Math.max(SampleCheck.EARLIEST, span.from()));
                        m <= into.month(Math.min(span.to(), now));
                        m++) {
                    months.add(m);
                }
            }
            give(months);
            months.forEach(into::replace);
            for (long month : months) {
                Period period = new Period(Mode.MONTHLY, month);
                long to = Math.min(now, rules.calendar().to(period) - 1);
                ports.samples().scan(scope, rules.calendar().from(period), to, upTo, (seq, sample) -> into.add(sample));
            }
        } catch (RollupState.Lost e) {
            lost = true;
        }
    }

    /** A span of time, epoch milliseconds, both ends included. */
    record Span(long from, long to) {}

    /** Ends the fold. What is lost meanwhile is computed again from the sample store. */
    void end(Position upTo, long now) {
        flush();
        try {
            if (!lost) {
                settle();
            }
        } catch (RollupState.Lost e) {
            lost = true;
        }
        if (lost) {
            computeAnew(upTo, now);
        }
        if (rollups != null && everything && isOutdatedFiles()) {
            rollups.markAll();
        }
    }

    /** Computes everything from the samples, and marks all of it: of what was stored nothing is known. */
    void computeAnew(Position upTo, long now) {
        stored = null;
        everything = true;
        touched = true;
        lost = false;
        waiting.clear();
        Rollups into = Rollups.empty(scope, rules, metrics);
        rollups = into;
        ports.samples().scan(scope, Long.MIN_VALUE, now, upTo, (seq, sample) -> into.add(sample));
        into.settle();
        into.markAll();
    }

    private boolean isOutdatedFiles() {
        return stored == null
                || stored.root().rollup() == null
                || !stored.root().rollup().files().equals(rules.files(scope))
                // What is below the expected is told by the thresholds and not by the rows alone.
                || !stored.root().rollup().rows().equals(rules.rows(scope));
    }

    private void settle() throws RollupState.Lost {
        if (rollups == null) {
            return;
        }
        for (Set<Long> months = rollups.settle(); !months.isEmpty(); months = rollups.settle()) {
            give(months);
        }
    }

    /** Whether rows may have changed. */
    boolean touched() {
        return touched;
    }

    /** Whether all was computed again. */
    boolean everything() {
        return everything;
    }

    /** Whether what was stored could not be read, so that all of it is to be stored again. */
    boolean isLost() {
        return everything && stored == null;
    }

    /** What is published of the rollups and what is to come, for {@link RollupPlan}; read from the store where it was not needed yet. */
    Rollups state() throws RollupState.Lost {
        return rollups();
    }

    /** Gives the state the hours of some months. */
    void need(Collection<Long> months) throws RollupState.Lost {
        give(months);
    }

    /** The ids of the objects with hours by name of the month, and the objects that are new among them. */
    SortedMap<String, String> leaves(List<CheckpointStore.StateObject> objects) {
        SortedMap<String, String> leaves = root == null || everything ? new TreeMap<>() : new TreeMap<>(root.leaves());
        if (rollups == null) {
            return leaves;
        }
        Map<Long, byte[]> changed = rollups.changedMonths();
        Set<Long> present = rollups.months();
        leaves.keySet()
                .removeIf(name ->
                        present.stream().noneMatch(m -> RollupState.name(m).equals(name)));
        changed.forEach((month, bytes) -> {
            String id = RollupState.monthId(month, bytes);
            leaves.put(RollupState.name(month), id);
            if (isLost() || root == null || !root.leaves().containsValue(id)) {
                objects.add(new CheckpointStore.StateObject(id, bytes));
            }
        });
        return leaves;
    }
}
