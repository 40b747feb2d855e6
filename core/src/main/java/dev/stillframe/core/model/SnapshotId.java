package dev.stillframe.core.model;

import java.util.ArrayList;
import java.util.List;

/** Names one snapshot: a window of a scope at a granularity. */
public record SnapshotId(Scope scope, Window window, Granularity granularity) {
    /** The 24 of a scope: windows shortest first, granularities coarsest first. A snapshot's place here is its index. */
    public static List<SnapshotId> of(Scope scope) {
        List<SnapshotId> ids = new ArrayList<>(24);
        for (Window window : Window.ALL) {
            for (Granularity granularity : Granularity.ALL) {
                ids.add(new SnapshotId(scope, window, granularity));
            }
        }
        return ids;
    }

    /** Key of the payload, such as {@code host=home/latest_1h_20.json}. */
    public String key() {
        return scope.keyPrefix() + name() + ".json";
    }

    /** Key of the meta, such as {@code host=home/latest_1h_20.meta.json}. */
    public String metaKey() {
        return scope.keyPrefix() + name() + ".meta.json";
    }

    /** Key of the staged payload of a build whose stage number is given. */
    public String stagedKey(long stage) {
        return scope.keyPrefix() + name() + ".tmp-" + stage + ".json";
    }

    private String name() {
        return "latest_" + window.label() + "_" + granularity.points();
    }

    @Override
    public String toString() {
        return key();
    }
}
