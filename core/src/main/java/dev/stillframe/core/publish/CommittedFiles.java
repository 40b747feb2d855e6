package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.read.PageKeys;
import dev.stillframe.core.read.StandIn;
import dev.stillframe.core.rollup.RollupKeys;
import dev.stillframe.core.rollup.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What to serve for a public file of a scope that is missing or damaged: the same content from the committed root and the kept
 * versions. Changes nothing; the next build puts the file itself right.
 */
public final class CommittedFiles implements StandIn {
    private final CheckpointStore checkpoints;
    private final CommittedRollups rollups;
    private final SnapshotStore snapshots;
    private final Pages pages;
    private final BiFunction<Long, StoredObject, String> versionIds;

    /**
     * Reads from these stores.
     *
     * @param metrics the deployment's catalogue
     * @param rules by which its rollups are made
     * @param pages makes what people see
     * @param versionIds gives the version id of a staged payload from its stage number, for a store where that is known
     */
    public CommittedFiles(
            CheckpointStore checkpoints,
            SnapshotStore snapshots,
            Metrics metrics,
            Rules rules,
            Pages pages,
            BiFunction<Long, StoredObject, String> versionIds) {
        this.checkpoints = checkpoints;
        this.rollups = new CommittedRollups(checkpoints, metrics, rules);
        this.snapshots = snapshots;
        this.pages = pages;
        this.versionIds = versionIds;
    }

    @Override
    public Optional<SnapshotStore.Published> standIn(String key) {
        Scope scope = Scope.ofKey(key);
        if (PageKeys.isAsset(key)) {
            return StandIn.among(pages.assets(), key);
        }
        try {
            Optional<Root> root = checkpoints.load(scope).map(r -> RootCodec.read(r.bytes()));
            Optional<RollupKeys.Named> rollup = RollupKeys.parse(key);
            if (rollup.isPresent()) {
                return root.flatMap(r -> rollups.of(rollup.get(), r));
            }
            return root.flatMap(r -> of(scope, key, r));
        } catch (StoreException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean knows(Scope scope) {
        return LastBuild.of(checkpoints, scope).isPresent();
    }

    private Optional<SnapshotStore.Published> of(Scope scope, String key, Root root) {
        if (key.equals(Manifest.key(scope))) {
            List<Meta> metas = new ArrayList<>();
            root.published(scope)
                    .forEach((id, entry) -> version(id, entry).ifPresent(v -> metas.add(meta(id, entry, v))));
            Manifest manifest = Manifest.of(scope, root.build(), root.now(), metas);
            return Optional.of(plain(key, manifest.toJson(), root.build(), root.now()));
        }
        PageFiles seen = new PageFiles(pages, scope);
        if (seen.keys().contains(key)) {
            return page(seen, key, root);
        }
        for (var published : root.published(scope).entrySet()) {
            SnapshotId id = published.getKey();
            Root.Entry entry = published.getValue();
            if (key.equals(id.key())) {
                return version(id, entry)
                        .map(v -> new SnapshotStore.Published(v.object(), v.build(), v.id(), entry.now()));
            }
            if (key.equals(id.metaKey())) {
                return version(id, entry).map(v -> plain(key, meta(id, entry, v).toJson(), entry.build(), entry.now()));
            }
        }
        return Optional.empty();
    }

    private Optional<SnapshotStore.Published> page(PageFiles seen, String key, Root root) {
        // Where the version that the file showed is gone, or no file was written yet, the present one is as good.
        return Stream.of(
                        Optional.ofNullable(root.shown()),
                        Optional.ofNullable(root.snapshots().get(PagePlan.INDEX)))
                .flatMap(Optional::stream)
                .map(entry -> page(seen, key, entry))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<SnapshotStore.Published> page(PageFiles seen, String key, Root.Entry entry) {
        try {
            return seen.json(snapshots, entry)
                    .flatMap(json -> seen.of(json, entry).stream()
                            .filter(object -> object.key().equals(key))
                            .findFirst()
                            .map(object -> new SnapshotStore.Published(object, entry.build(), "", entry.now())));
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            return Optional.empty(); // A page that cannot be made is none.
        }
    }

    private record Version(String id, StoredObject object, long build) {}

    /** The committed version of a snapshot. */
    private Optional<Version> version(SnapshotId id, Root.Entry entry) {
        return snapshots
                .readStaged(id.scope(), entry.stages().getFirst(), id.key())
                .map(object -> new Version(
                        versionIds.apply(entry.stages().getFirst(), object), object, Gzip.build(object.body())));
    }

    private static Meta meta(SnapshotId id, Root.Entry entry, Version version) {
        return entry.meta(id, version.id(), null);
    }

    private static SnapshotStore.Published plain(String key, byte[] json, long number, long at) {
        return new SnapshotStore.Published(new StoredObject(key, json, false), number, "", at);
    }
}
