package dev.stillframe.core.publish;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.read.PageKeys;
import java.util.List;

/**
 * What people see beside the snapshots of a scope: page, frame, badge. They show the snapshot {@link #shown} of the scope, and are
 * written by builds that write or renew it, where the last time is five minutes ago. Pure: the same arguments give the same bytes, so that
 * a file can be computed again.
 */
public interface Pages {
    /** No files for people: a deployment of numbers alone, or a part of one that never builds. */
    Pages NONE = new Pages() {
        @Override
        public List<StoredObject> assets() {
            return List.of();
        }

        @Override
        public List<StoredObject> of(Scope scope, Shown shown) {
            return List.of();
        }

        @Override
        public List<String> keys(Scope scope) {
            return List.of();
        }
    };

    /** Scripts, styles and whatever else all pages name; plain, with keys {@code app/{hash}/{name}}. They never change. */
    List<StoredObject> assets();

    /**
     * The files of a scope, plain, with the keys that {@link #keys} names.
     *
     * @param shown what they show
     */
    List<StoredObject> of(Scope scope, Shown shown);

    /** The page without numbers, under its usual key, for a deployment where nothing is built yet. None unless there is one. */
    default List<StoredObject> skeleton() {
        return List.of();
    }

    /** The keys of a scope's files: {@link PageKeys#of}, or none where none are published. */
    default List<String> keys(Scope scope) {
        return PageKeys.of(scope);
    }

    /** The snapshot that the files of a scope show: one day in 100 segments. */
    static SnapshotId shown(Scope scope) {
        return new SnapshotId(scope, Window.D1, Granularity.G100);
    }

    /**
     * What the files of a scope show. Instants are epoch milliseconds.
     *
     * @param json the payload before gzip; not to be changed
     * @param generatedAt when a build last made sure of it
     * @param expiresAt by when the files should have been written again, if all went well
     * @param from when its window begins
     * @param to when its window ends
     * @param lastSampleAt time of its last sample, {@link Long#MIN_VALUE} without one
     */
    record Shown(byte[] json, long generatedAt, long expiresAt, long from, long to, long lastSampleAt) {}
}
