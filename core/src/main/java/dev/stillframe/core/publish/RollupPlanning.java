package dev.stillframe.core.publish;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.rollup.RollupFiles;
import dev.stillframe.core.rollup.RollupKeys;
import dev.stillframe.core.rollup.RollupKeys.Named;
import dev.stillframe.core.rollup.Rollups;
import dev.stillframe.core.rollup.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a build does about the rollups. Files are written when a row of them changed and the last time is {@link #EVERY} ago, when
 * a period closes, and at once when all windows are built or all was computed again. What has not changed is not written.
 */
final class RollupPlanning {
    /** How often rollups are published while samples come, in milliseconds. */
    static final long EVERY = Duration.ofMinutes(15).toMillis();

    private static final int LOOKED_AT = 5_000;

    private final SnapshotStore snapshots;
    private final Scope scope;
    private final Rules rules;
    private final @Nullable Root old;
    private final Root.@Nullable Rollup before;
    private final boolean unfinished;
    private final boolean bereft;

    RollupPlanning(SnapshotStore snapshots, Scope scope, Rules rules, Base base) {
        this.snapshots = snapshots;
        this.scope = scope;
        this.rules = rules;
        this.old = base.root();
        this.before = old == null ? null : old.rollup();
        this.unfinished = !base.complete();
        this.bereft = base.bereft();
    }

    /** Plans for rows that were folded up to a watermark. */
    RollupPlan plan(RollupFold fold, Position watermark, long now, BuildOrder order) {
        boolean publish = publishes(fold, now, order);
        if (old != null && before != null && !publish && !fold.touched()) {
            return RollupPlan.nothing(old, scope, rules, now);
        }
        try {
            return plan(fold, watermark, now, publish, order.thorough() || bereft);
        } catch (RollupState.Lost e) {
            return planAnew(fold, watermark, now, order.thorough() || bereft);
        }
    }

    /** What the fold had no need of is lost too: everything is computed again, and nothing is read then. */
    private RollupPlan planAnew(RollupFold fold, Position watermark, long now, boolean thorough) {
        fold.computeAnew(watermark, now);
        try {
            return plan(fold, watermark, now, true, thorough);
        } catch (RollupState.Lost e) {
            throw new IllegalStateException("rollups that were just computed were read", e);
        }
    }

    private RollupPlan plan(RollupFold fold, Position watermark, long now, boolean publish, boolean thorough)
            throws RollupState.Lost {
        Rollups rollups = fold.state();
        if (unfinished) {
            rollups.repeat();
        }
        List<Named> files = publish ? files(fold, rollups, now, thorough) : List.of();
        return plan(fold, rollups, watermark, now, publish, files);
    }

    private boolean publishes(RollupFold fold, long now, BuildOrder order) {
        return before == null
                || fold.everything()
                || unfinished
                || order.thorough()
                || isTime(before, fold.touched(), order.mode(), now);
    }

    /** Whether files are written where all is in order: a period closes, or rows changed and it is asked for or long enough ago. */
    static boolean isTime(Root.Rollup before, boolean touched, BuildMode mode, long now) {
        boolean asked = mode != BuildMode.DUE || now - before.now() >= EVERY;
        return now >= before.nextClosing() || now < before.now() || (asked && (before.pending() || touched));
    }

    private List<Named> files(RollupFold fold, Rollups rollups, long now, boolean thorough) throws RollupState.Lost {
        if (before != null) {
            Set<Long> months = rollups.close(before.now(), now);
            while (!months.isEmpty()) {
                fold.need(months);
                months = rollups.close(before.now(), now);
            }
        }
        RollupFiles of = new RollupFiles(rollups, now);
        Set<Named> files = new LinkedHashSet<>(of.of(rollups.pending()));
        if (thorough) {
            fold.need(rollups.months());
            files.addAll(damaged(of.all()));
        }
        for (Named file : files) {
            fold.need(of.months(file));
        }
        return List.copyOf(files);
    }

    private List<Named> damaged(List<Named> files) {
        List<Named> damaged = new ArrayList<>();
        for (int from = 0; from < files.size(); from += LOOKED_AT) {
            List<Named> some = files.subList(from, Math.min(files.size(), from + LOOKED_AT));
            Set<String> keys =
                    snapshots.damaged(some.stream().map(RollupKeys::key).toList());
            some.stream().filter(file -> keys.contains(RollupKeys.key(file))).forEach(damaged::add);
        }
        return damaged;
    }

    private RollupPlan plan(
            RollupFold fold, Rollups rollups, Position watermark, long now, boolean publish, List<Named> files) {
        boolean anew = before == null || (publish && !files.isEmpty());
        if (anew) {
            rollups.publish();
        }
        List<CheckpointStore.StateObject> objects = new ArrayList<>();
        SortedMap<String, String> leaves = fold.leaves(objects);
        byte[] days = rollups.bytes();
        String id = RollupState.daysId(days);
        if (before == null || fold.isLost() || !before.days().equals(id)) {
            objects.add(new CheckpointStore.StateObject(id, days));
        }
        Root.Rollup root = new Root.Rollup(
                rules.rows(scope),
                rules.files(scope),
                id,
                anew || before == null ? now : before.now(),
                anew || before == null ? watermark : before.watermark(),
                !rollups.pending().isEmpty(),
                rollups.nextClosing(now));
        return new RollupPlan(scope, rules, rollups, files, leaves, root, objects, now);
    }
}
