package dev.stillframe.core.publish;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.RollupEncoder;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.rollup.RollupFiles;
import dev.stillframe.core.rollup.RollupKeys;
import dev.stillframe.core.rollup.RollupKeys.Named;
import dev.stillframe.core.rollup.Rollups;
import dev.stillframe.core.rollup.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a build does about the rollups: which files it writes, and what it stores. Decides nothing and publishes nothing. */
final class RollupPlan {
    private final Scope scope;
    private final Rules rules;
    private final @Nullable Rollups rollups;
    private final List<Named> files;
    private final SortedMap<String, String> leaves;
    private final Root.@Nullable Rollup root;
    private final List<CheckpointStore.StateObject> objects;
    private final long now;

    RollupPlan(
            Scope scope,
            Rules rules,
            @Nullable Rollups rollups,
            List<Named> files,
            SortedMap<String, String> leaves,
            Root.@Nullable Rollup root,
            List<CheckpointStore.StateObject> objects,
            long now) {
        this.scope = scope;
        this.rules = rules;
        this.rollups = rollups;
        this.files = files;
        this.leaves = leaves;
        this.root = root;
        this.objects = objects;
        this.now = now;
    }

    /** Nothing to do: what is stored stays. */
    static RollupPlan nothing(Root root, Scope scope, Rules rules, long now) {
        return new RollupPlan(scope, rules, null, List.of(), root.leaves(), root.rollup(), List.of(), now);
    }

    /** What a rehearsal stores: nothing, and a root that says so. */
    static RollupPlan rehearsed(Scope scope, Root.Rollup root, long now) {
        return new RollupPlan(scope, Rules.USUAL, null, List.of(), new TreeMap<>(), root, List.of(), now);
    }

    /** Whether there are files to write. */
    boolean publishes() {
        return !files.isEmpty();
    }

    /** How many files are to be written or removed. */
    int size() {
        return files.size();
    }

    /** Ids of the objects with hours, by name of the month. */
    SortedMap<String, String> leaves() {
        return leaves;
    }

    /** What the root record says of the rollups; null as long as there are none. */
    Root.@Nullable Rollup root() {
        return root;
    }

    /** The objects that the root names and the store does not have. */
    List<CheckpointStore.StateObject> objects() {
        return objects;
    }

    /** Some of the files, encoded. */
    List<StoredObject> encode(int from, int to, long build) {
        Rollups state = rollups;
        if (state == null) {
            return List.of();
        }
        RollupFiles of = new RollupFiles(state, now);
        RollupEncoder encoder = encoder(scope, rules, state);
        List<StoredObject> encoded = new ArrayList<>();
        try (Gzip gzip = new Gzip()) {
            for (Named file : files.subList(from, to)) {
                encoded.add(object(file, of, encoder, gzip, build));
            }
        }
        return encoded;
    }

    static RollupEncoder encoder(Scope scope, Rules rules, Rollups state) {
        return new RollupEncoder(scope, state.metrics(), rules);
    }

    /** A file as it is stored; its months must be at hand. */
    static StoredObject object(Named file, RollupFiles of, RollupEncoder encoder, Gzip gzip, long build) {
        byte[] json = json(file, of, encoder);
        String key = RollupKeys.key(file);
        return isSeries(file)
                ? new StoredObject(key, gzip.compress(json, build), true)
                : new StoredObject(key, json, false);
    }

    private static boolean isSeries(Named file) {
        return switch (file) {
            case Named.Summary summary -> false;
            case Named.Series series -> true;
            case Named.OlderHours older -> true;
        };
    }

    /** The JSON of a file; its months must be at hand. */
    static byte[] json(Named file, RollupFiles of, RollupEncoder encoder) {
        return switch (file) {
            case Named.Summary summary -> encoder.summary(of.rows(file).getFirst());
            case Named.Series series -> encoder.series(series.mode(), of.rows(file));
            case Named.OlderHours older -> encoder.series(Mode.HOURLY, of.rows(file));
        };
    }
}
