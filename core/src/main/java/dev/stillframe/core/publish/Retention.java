package dev.stillframe.core.publish;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Which old versions are kept: of each key the last five, and each for at least one hour. */
final class Retention {
    private static final long KEEP = Duration.ofHours(1).toMillis();
    /** More builds than an hour has at any cadence. */
    private static final long COUNTED = 600;

    private Retention() {}

    static void expire(SnapshotStore store, Scope scope, Root root, long now) {
        Set<Long> stages = new HashSet<>();
        for (Root.Entry entry : root.snapshots()) {
            if (entry != null) {
                stages.addAll(entry.stages());
            }
        }
        // Numbers are times, until a clock was ahead: from then on they count builds. Stages after this root's are not
        // its
        // business: while this builder slept, others may have published them.
        long before = root.stage() - now > Folding.CLOCK_TOLERANCE
                ? root.stage() - COUNTED
                : Math.min(now - KEEP, root.stage());
        store.expire(scope, stages, before);
    }
}
