package dev.stillframe.core.publish;

import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;

/** Computes the state of a scope from the sample store alone. */
final class Recomputation {
    private Recomputation() {}

    /** The state at {@code now} of the samples that counted when the log ended with {@code upTo}. */
    static FoldState of(SampleStore samples, Metrics metrics, Scope scope, long now, Position upTo) {
        FoldState state = new FoldState(metrics, now);
        samples.scan(scope, FoldState.reach(now), Long.MAX_VALUE, upTo, state::fold);
        return state;
    }

    /** As above, and the rollups in the same pass; they take all samples there are. */
    static FoldState of(
            SampleStore samples, Metrics metrics, Scope scope, long now, Position upTo, RollupFold rollups) {
        FoldState state = new FoldState(metrics, now);
        rollups.restart();
        state.onFolded(rollups::add);
        samples.scan(scope, Long.MIN_VALUE, Long.MAX_VALUE, upTo, (seq, sample) -> {
            state.fold(seq, sample);
            rollups.relieve();
        });
        return state;
    }
}
