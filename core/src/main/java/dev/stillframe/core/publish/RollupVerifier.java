package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.RollupEncoder;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.rollup.RollupFiles;
import dev.stillframe.core.rollup.RollupKeys;
import dev.stillframe.core.rollup.RollupKeys.Named;
import dev.stillframe.core.rollup.Rollups;
import dev.stillframe.core.rollup.Rules;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proves the rollups of a scope: stored rows and published files are those that the samples give. */
final class RollupVerifier {
    private static final int TOGETHER = 500;
    private static final int MAX_JSON = 64 << 20;

    private final Ports ports;
    private final Metrics metrics;
    private final Rules rules;

    RollupVerifier(Ports ports, Metrics metrics, Rules rules) {
        this.ports = ports;
        this.metrics = metrics;
        this.rules = rules;
    }

    /** Adds what is not as it should be, one line each, and answers how many files were compared. */
    int verify(Scope scope, Root root, List<String> differences) {
        Root.Rollup rollup = root.rollup();
        if (rollup == null) {
            differences.add(scope + ": no rollups are published yet; run 'stillframe build'");
            return 0;
        }
        if (!rollup.rows().equals(rules.rows(scope)) || !rollup.files().equals(rules.files(scope))) {
            differences.add(scope
                    + ": the rollups were built with another zone, thresholds, schedule or closing times than are set now;"
                    + " run 'stillframe build'");
            return 0;
        }
        Rollups now = recompute(scope, root.now(), root.watermark());
        compareState(scope, root, now, differences);
        boolean same = rollup.now() == root.now() && rollup.watermark().equals(root.watermark());
        Rollups then = same ? now : recompute(scope, rollup.now(), rollup.watermark());
        return compareFiles(then, rollup.now(), differences);
    }

    private Rollups recompute(Scope scope, long now, Position watermark) {
        Rollups rollups = Rollups.empty(scope, rules, metrics);
        ports.samples().scan(scope, Long.MIN_VALUE, now, watermark, (seq, sample) -> rollups.add(sample));
        rollups.settle();
        return rollups;
    }

    private void compareState(Scope scope, Root root, Rollups computed, List<String> differences) {
        try {
            RollupState stored = RollupState.read(ports.checkpoints(), scope, root, rules, metrics);
            stored.giveAll();
            if (!stored.rollups().sameRows(computed)) {
                differences.add(scope + ": the stored rollups are not what the samples give");
            }
        } catch (RollupState.Lost e) {
            differences.add(scope + ": the stored rollups cannot be read: " + e.getMessage());
        }
    }

    private int compareFiles(Rollups rollups, long now, List<String> differences) {
        RollupFiles files = new RollupFiles(rollups, now);
        RollupEncoder encoder = RollupPlan.encoder(rollups.scope(), rules, rollups);
        List<Named> all = files.all();
        for (int from = 0; from < all.size(); from += TOGETHER) {
            List<Named> some = all.subList(from, Math.min(all.size(), from + TOGETHER));
            Map<String, SnapshotStore.Published> published =
                    ports.snapshots().read(some.stream().map(RollupKeys::key).toList());
            for (Named file : some) {
                String key = RollupKeys.key(file);
                SnapshotStore.Published found = published.get(key);
                if (found == null) {
                    differences.add(key + ": the file is missing or damaged");
                } else if (!json(found.object())
                        .equals(Optional.of(Checksum.of(RollupPlan.json(file, files, encoder))))) {
                    differences.add(key + ": the file is not what the samples give");
                }
            }
        }
        return all.size();
    }

    private static Optional<String> json(StoredObject object) {
        try {
            return Optional.of(Checksum.of(object.gzip() ? Gzip.decompress(object.body(), MAX_JSON) : object.body()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
