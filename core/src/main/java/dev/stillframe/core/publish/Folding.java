package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.fold.FoldCodec;
import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings the state of a scope up to an instant and to the end of the log. */
final class Folding {
    /** How far the last build's instant may be ahead of the clock before the clock is taken to have been wrong. */
    static final long CLOCK_TOLERANCE = 120_000;

    private static final int BATCH = 5_000;

    private final Ports ports;
    private final Metrics metrics;

    Folding(Ports ports, Metrics metrics) {
        this.ports = ports;
        this.metrics = metrics;
    }

    /**
     * A state and how it came about.
     *
     * @param watermark up to where it holds the log
     * @param read log entries read
     * @param recomputed whether it was computed from the sample store
     */
    record Folded(FoldState state, Position watermark, long read, boolean recomputed) {}

    /** The instant of a build: never before the last one's, unless the clock was wrong then or all is computed again. */
    static long instant(@Nullable Root root, BuildMode mode, long clock) {
        if (root == null || mode == BuildMode.REBUILD || root.now() - clock > CLOCK_TOLERANCE) {
            return clock;
        }
        return Math.max(clock, root.now());
    }

    Folded fold(Scope scope, @Nullable Root root, BuildMode mode, long now, RollupFold rollups) {
        FoldState state = null;
        if (root != null && mode != BuildMode.REBUILD && now >= root.now() && !rollups.isOutdated()) {
            state = restored(scope, root);
        }
        if (root == null || state == null || now >= state.completeUntil()) {
            return recomputed(scope, now, 0, rollups);
        }
        state.onFolded(rollups::add);
        state.advance(now);
        return follow(scope, state, root.watermark(), rollups);
    }

    private Folded recomputed(Scope scope, long now, long read, RollupFold rollups) {
        Position head = ports.samples().head(scope);
        FoldState fresh = Recomputation.of(ports.samples(), metrics, scope, now, head, rollups);
        rollups.end(head, now);
        return new Folded(fresh, head, read, true);
    }

    private Folded follow(Scope scope, FoldState state, Position watermark, RollupFold rollups) {
        Position last = watermark;
        long read = 0;
        List<RollupFold.Span> changes = new ArrayList<>();
        SampleStore.Batch batch;
        do {
            batch = ports.samples().readAfter(scope, last, BATCH);
            if (batch.gone()) {
                return recomputed(scope, state.now(), read, rollups);
            }
            for (LogEntry entry : batch.entries()) {
                switch (entry) {
                    case LogEntry.Arrived arrived -> state.fold(arrived.seq(), arrived.sample());
                    case LogEntry.Changed changed -> changes.add(new RollupFold.Span(changed.from(), changed.to()));
                }
                read++;
            }
            last = batch.next();
            rollups.relieve();
        } while (batch.more());
        rollups.recompute(changes, last, state.now());
        rollups.end(last, state.now());
        if (!changes.isEmpty()) {
            // Least and greatest values cannot be subtracted.
            FoldState without = Recomputation.of(ports.samples(), metrics, scope, state.now(), last);
            return new Folded(without, last, read, true);
        }
        return new Folded(state, last, read, false);
    }

    /** The state that a root names, or null when it is lost, damaged or of another catalogue. */
    private @Nullable FoldState restored(Scope scope, Root root) {
        if (!root.definition().equals(metrics.fingerprint())) {
            return null;
        }
        Optional<byte[]> bytes = ports.checkpoints().object(scope, root.rings());
        if (bytes.isEmpty() || !id(bytes.get()).equals(root.rings())) {
            return null;
        }
        try {
            FoldState state = FoldCodec.read(bytes.get(), metrics);
            return state.now() == root.now() ? state : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Id of an object with rings: made from its bytes, so that a damaged one does not answer to it. */
    static String id(byte[] rings) {
        return "rings-" + Checksum.of(rings).substring(7, 39);
    }
}
