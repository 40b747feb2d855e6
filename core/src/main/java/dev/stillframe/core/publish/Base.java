package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.SnapshotStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a build starts from: the root record and the manifest as they are.
 *
 * @param version version of the root record, 0 when there is none
 * @param root null when there is none, or none that can be read
 * @param manifest null when it is missing or damaged
 * @param build the highest build of the scope that is known
 */
record Base(long version, @Nullable Root root, @Nullable Manifest manifest, long build) {

    static Base load(Scope scope, CheckpointStore checkpoints, SnapshotStore snapshots) {
        Optional<CheckpointStore.Root> stored = checkpoints.load(scope);
        long version = stored.map(CheckpointStore.Root::version).orElse(0L);
        Root root = stored.map(s -> readable(s.bytes())).orElse(null);
        Manifest manifest = snapshots
                .read(Manifest.key(scope))
                .map(p -> readable(scope, p.object().body()))
                .orElse(null);
        // Without a root that can be read, only the public files know how far the numbers had come.
        long build = root == null ? snapshots.highest(PublicKeys.of(scope)) : root.build();
        return new Base(version, root, manifest, Math.max(build, manifest == null ? 0 : manifest.build()));
    }

    private static @Nullable Root readable(byte[] bytes) {
        try {
            return RootCodec.read(bytes);
        } catch (IllegalArgumentException e) {
            return null; // Computed again from the samples; the files are replaced by a higher build.
        }
    }

    private static @Nullable Manifest readable(Scope scope, byte[] bytes) {
        try {
            return Manifest.parse(scope, bytes);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether the last commit was promoted to its end: the manifest is written last. */
    boolean complete() {
        return root != null && manifest != null && manifest.build() == root.build();
    }

    /** Whether the manifest is gone, and so may others be. */
    boolean bereft() {
        return root != null && manifest == null;
    }

    /** The entries of the root, with the versions that the manifest of the same build names. */
    List<Root.@Nullable Entry> entries(List<SnapshotId> ids) {
        List<Root.@Nullable Entry> entries = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Root.Entry entry = root == null ? null : root.snapshots().get(i);
            if (entry != null && entry.versionId() == null && complete() && manifest != null) {
                Manifest.Entry named = manifest.entry(ids.get(i).key());
                if (named != null && named.checksum().equals(entry.checksum())) {
                    entry = entry.withVersion(named.versionId());
                }
            }
            entries.add(entry);
        }
        return entries;
    }
}
