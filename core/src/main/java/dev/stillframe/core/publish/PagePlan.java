package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Payload;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a build does about the pages of its scope. They can only show what the build makes sure of: they are written when the snapshot that
 * they show is written or renewed, and the last time is {@link #EVERY} ago, or somebody waits, or they are wrong, or numbers were taken
 * back.
 *
 * @param payload what they are to show; null where they are left as they are
 * @param before what they show now; null where there are none
 */
record PagePlan(@Nullable Payload payload, Root.@Nullable Entry before) {
    /** How often pages are written while samples come, in milliseconds. */
    static final long EVERY = Duration.ofMinutes(5).toMillis();

    /** Where the snapshot that is shown stands among those of a scope. */
    static final int INDEX = SnapshotId.of(Scope.ALL).indexOf(Pages.shown(Scope.ALL));

    /** Of a deployment that has no pages. */
    static PagePlan none(Base base) {
        Root root = base.root();
        return new PagePlan(null, root == null ? null : root.shown());
    }

    /**
     * Plans.
     *
     * @param now the instant that is built for, epoch milliseconds
     * @param owed whether they are to be written as soon as they can: files are wrong, or show what may have been taken back
     */
    static PagePlan of(Base base, Plan plan, BuildOrder order, long now, boolean owed) {
        Root.Entry before = none(base).before();
        Payload payload = switch (plan.steps().get(INDEX)) {
            case Plan.Step.Keep keep -> null;
            case Plan.Step.Renew renew -> renew.payload();
            case Plan.Step.Write write -> write.payload();
        };
        boolean time = before == null
                || owed
                || !base.complete()
                || order.mode() != BuildMode.DUE
                || !order.cadence().equals(before.cadence())
                || now < before.now()
                || now + order.aheadMillis() - before.now() >= EVERY;
        return new PagePlan(time ? payload : null, before);
    }

    /** Whether they are written. */
    boolean writes() {
        return payload != null;
    }
}
