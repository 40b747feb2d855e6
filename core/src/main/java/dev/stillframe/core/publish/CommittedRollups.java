package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.rollup.RollupFiles;
import dev.stillframe.core.rollup.RollupKeys.Named;
import dev.stillframe.core.rollup.Rollups;
import dev.stillframe.core.rollup.Rules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Rollups from the committed state, for readers whose file is lost. The state of a few scopes is kept, so that many questions about
 * files that never were cost little. For use by any number of threads.
 */
final class CommittedRollups {
    private static final int KEPT = 4;

    private final CheckpointStore checkpoints;
    private final Metrics metrics;
    private final Rules rules;
    private final Map<Scope, RollupState> states = new LinkedHashMap<>(KEPT * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Scope, RollupState> eldest) {
            return size() > KEPT;
        }
    };

    CommittedRollups(CheckpointStore checkpoints, Metrics metrics, Rules rules) {
        this.checkpoints = checkpoints;
        this.metrics = metrics;
        this.rules = rules;
    }

    /** The file as the committed state gives it; empty when there is none, or the state cannot be read. */
    synchronized Optional<SnapshotStore.Published> of(Named file, Root root) {
        Root.Rollup committed = root.rollup();
        if (committed == null || !committed.files().equals(rules.files(file.scope()))) {
            return Optional.empty();
        }
        try {
            RollupState state = state(file.scope(), root, committed);
            Rollups rollups = state.rollups();
            RollupFiles files = new RollupFiles(rollups, root.now());
            state.give(files.months(file));
            boolean none = files.rows(file).stream().allMatch(row -> row.row().tests() == 0);
            return none ? Optional.empty() : Optional.of(published(file, root, files, rollups));
        } catch (RollupState.Lost e) {
            return Optional.empty();
        }
    }

    private RollupState state(Scope scope, Root root, Root.Rollup committed) throws RollupState.Lost {
        RollupState known = states.get(scope);
        if (known != null && isOf(known.root(), root, committed)) {
            return known;
        }
        RollupState read = RollupState.read(checkpoints, scope, root, rules, metrics);
        states.put(scope, read);
        return read;
    }

    private static boolean isOf(Root known, Root root, Root.Rollup committed) {
        Root.Rollup before = known.rollup();
        return before != null
                && before.days().equals(committed.days())
                && known.leaves().equals(root.leaves());
    }

    private SnapshotStore.Published published(Named file, Root root, RollupFiles files, Rollups rollups) {
        try (Gzip gzip = new Gzip()) {
            StoredObject object = RollupPlan.object(
                    file, files, RollupPlan.encoder(file.scope(), rules, rollups), gzip, root.build());
            return new SnapshotStore.Published(object, root.build(), "", root.now());
        }
    }
}
