package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says in the metas and the manifest of a scope that a build failed, where that still can be written. */
final class StaleMark {
    private final Ports ports;
    private final InstantSource clock;

    StaleMark(Ports ports, InstantSource clock) {
        this.ports = ports;
        this.clock = clock;
    }

    /** Marks all snapshots of a scope if the builder still has the lease. What fails in here is left: expiry says it then. */
    void set(Scope scope, String builder, Duration lease) {
        try {
            if (!ports.leases().acquire(scope.name(), builder, clock.millis(), lease)) {
                return;
            }
            Meta.Stale mark = new Meta.Stale(clock.millis(), Meta.Stale.BUILD_FAILED);
            Optional<SnapshotStore.Published> stored = ports.snapshots().read(Manifest.key(scope));
            if (stored.isPresent()) {
                Manifest manifest = Manifest.parse(scope, stored.get().object().body());
                Manifest marked = manifest.withStale(mark);
                if (!marked.equals(manifest)) {
                    publish(manifest.build(), Manifest.key(scope), marked.toJson());
                }
            }
            for (SnapshotId id : SnapshotId.of(scope)) {
                mark(id, mark);
            }
        } catch (StoreException | IllegalArgumentException e) {
            // The failure that led here is reported; readers see expiresAt pass.
        }
    }

    /** Which of these snapshots have a meta that is marked: a late builder may mark metas after another's good build. */
    static Set<SnapshotId> on(SnapshotStore store, List<SnapshotId> ids) {
        Set<SnapshotId> marked = new HashSet<>();
        Map<String, SnapshotStore.Published> metas =
                store.read(ids.stream().map(SnapshotId::metaKey).toList());
        for (SnapshotId id : ids) {
            SnapshotStore.Published stored = metas.get(id.metaKey());
            if (stored != null && isMarked(id, stored.object().body())) {
                marked.add(id);
            }
        }
        return marked;
    }

    private static boolean isMarked(SnapshotId id, byte[] json) {
        try {
            return Meta.parse(id, json).stale() != null;
        } catch (IllegalArgumentException e) {
            return true; // Whatever it is, it must be written again.
        }
    }

    private void mark(SnapshotId id, Meta.Stale mark) {
        Optional<SnapshotStore.Published> stored = ports.snapshots().read(id.metaKey());
        if (stored.isPresent()) {
            Meta meta = Meta.parse(id, stored.get().object().body());
            if (meta.stale() == null) {
                publish(meta.build(), id.metaKey(), meta.withStale(mark).toJson());
            }
        }
    }

    private void publish(long number, String key, byte[] json) {
        ports.snapshots().publish(number, List.of(new StoredObject(key, json, false)));
    }
}
