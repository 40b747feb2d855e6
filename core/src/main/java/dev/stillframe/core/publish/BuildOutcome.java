package dev.stillframe.core.publish;

import dev.stillframe.core.model.Scope;

/** How a build ended. */
public sealed interface BuildOutcome {
    /** The scope that was built. */
    Scope scope();

    /**
     * A new build is published.
     *
     * @param build its number
     * @param now the instant it was built for, epoch milliseconds
     * @param folded log entries read
     * @param recomputed whether the state was computed from the sample store instead of continued
     * @param written payloads with new bytes, 0 to 24
     * @param renewed payloads that were confirmed unchanged
     * @param rollups files of calendar rollups with new bytes
     * @param pages files for people that were written: page, frame, badge
     * @param bytes stored size of the written payloads
     * @param warning what went wrong afterwards without harm, empty when nothing did
     */
    record Built(
            Scope scope,
            long build,
            long now,
            long folded,
            boolean recomputed,
            int written,
            int renewed,
            int rollups,
            int pages,
            long bytes,
            String warning)
            implements BuildOutcome {}

    /** Everything that was due is published already; nothing was written. */
    record Unchanged(Scope scope) implements BuildOutcome {}

    /** Another builder has the scope. */
    record Busy(Scope scope) implements BuildOutcome {}

    /** Another builder committed or published a build of the scope meanwhile; its result stands. */
    record Superseded(Scope scope) implements BuildOutcome {}

    /** It failed; the payloads are as they were. The next build repairs what is left undone. */
    record Failed(Scope scope, String reason, RuntimeException cause) implements BuildOutcome {}
}
