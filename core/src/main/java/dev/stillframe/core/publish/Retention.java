package dev.stillframe.core.publish;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Which old versions are kept: of each key the last five, and each for at least one hour. */
final class Retention {
    private static final long KEEP = Duration.ofHours(1).toMillis();

    private Retention() {}

    static void expire(SnapshotStore store, Scope scope, Root root, long now) {
        Set<Long> stages = new HashSet<>();
        for (Root.Entry entry : root.snapshots()) {
            if (entry != null) {
                stages.addAll(entry.stages());
            }
        }
        // Stage numbers are times of a clock that may have been ahead; none is older than its number.
        store.expire(scope, stages, Math.min(now, root.stage()) - KEEP);
    }
}
