package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Checksum;
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
import org.jspecify.annotations.Nullable;

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

    /**
     * Which snapshots have a meta that says something else than a build wrote: a late builder may mark metas after another's good
     * build.
     *
     * @param entries of the root, in the order of the ids
     * @param checksums of the metas that are there
     */
    static Set<SnapshotId> on(List<SnapshotId> ids, List<Root.@Nullable Entry> entries, Map<String, String> checksums) {
        Set<SnapshotId> marked = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            SnapshotId id = ids.get(i);
            Root.Entry entry = entries.get(i);
            String version = entry == null ? null : entry.versionId();
            String there = checksums.get(id.metaKey());
            if (entry != null
                    && version != null
                    && there != null
                    && !there.equals(Checksum.of(entry.meta(id, version, null).toJson()))) {
                marked.add(id);
            }
        }
        return marked;
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
