package dev.stillframe.testkit;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.encode.PayloadParser;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.SnapshotStore.Published;
import dev.stillframe.core.port.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what is public again and again, remembers what it saw, and holds it to the promise of the contracts. */
final class Reader {
    private static final int MAX_JSON = 1 << 20;

    private final SnapshotStore store;
    private final Map<Scope, List<Place>> places = new HashMap<>();
    private final Map<String, Published> seen = new HashMap<>();
    private final Set<String> lost = new HashSet<>();
    private final Map<SnapshotId, Meta> metas = new HashMap<>();
    private final Map<Scope, Manifest> manifests = new HashMap<>();
    private final Map<String, Version> versions = new HashMap<>();

    /** A snapshot and its keys, which are asked for far more often than they are made. */
    private record Place(SnapshotId id, String key, String metaKey) {}

    /** What is true of one version of a payload. */
    private record Version(StoredObject object, String checksum, long build, long[] times, String json) {}

    Reader(SnapshotStore store) {
        this.store = store;
    }

    /** Somebody took a file away behind the product's back: it may be missing until it is there again. */
    void lost(String key) {
        lost.add(key);
    }

    /** Looks at all files of a scope that have changed since it last looked. */
    void look(Scope scope) {
        for (Place place : places.computeIfAbsent(scope, Reader::places)) {
            changed(place.key()).ifPresent(p -> payload(place.id(), p));
            changed(place.metaKey()).ifPresent(p -> meta(place.id(), p));
        }
        changed(Manifest.key(scope)).ifPresent(p -> manifest(scope, p));
    }

    private static List<Place> places(Scope scope) {
        return SnapshotId.of(scope).stream()
                .map(id -> new Place(id, id.key(), id.metaKey()))
                .toList();
    }

    /** As {@link #look}, and that what metas and manifest name is still there. */
    void lookTwice(Scope scope) {
        look(scope);
        Manifest manifest = manifests.get(scope);
        for (SnapshotId id : SnapshotId.of(scope)) {
            if (metas.containsKey(id)) {
                version(id, metas.get(id).versionId());
            }
            if (manifest != null) {
                version(id, manifest.entry(id.key()).versionId());
            }
        }
    }

    /** A store in memory hands out the same object as long as it is unchanged. */
    @SuppressWarnings("ReferenceEquality")
    private Optional<Published> changed(String key) {
        Published before = seen.get(key);
        Published now = store.read(key).orElse(null);
        if (now == null) {
            expect(before == null || lost.contains(key), key + " has gone");
            return Optional.empty();
        }
        lost.remove(key);
        if (now == before) {
            return Optional.empty();
        }
        if (before != null && now.number() < before.number()) {
            throw new AssertionError(key + " went back from build " + before.number() + " to " + now.number());
        }
        seen.put(key, now);
        return Optional.of(now);
    }

    private static void payload(SnapshotId id, Published published) {
        byte[] body = published.object().body();
        expect(published.object().gzip(), id + " is not gzip-encoded");
        expect(Gzip.build(body) == published.number(), id + " carries the number of another build");
        PayloadParser.parse(id, Gzip.decompress(body, MAX_JSON));
    }

    private void meta(SnapshotId id, Published published) {
        Meta meta = Meta.parse(id, published.object().body());
        Version version = version(id, meta.versionId());
        long[] times = version.times();
        expect(version.checksum().equals(meta.checksum()), id.metaKey() + " has the checksum of something else");
        expect(version.object().body().length == meta.bytes(), id.metaKey() + " has a wrong size");
        expect(times.length == meta.points(), id.metaKey() + " has a wrong count of points");
        expect(
                meta.lastSampleAt() == (times.length == 0 ? Long.MIN_VALUE : times[times.length - 1]),
                id.metaKey() + " has a wrong last sample");
        expect(
                times.length == 0 || (times[0] >= meta.from() && meta.lastSampleAt() <= meta.generatedAt()),
                id.metaKey() + " has samples out of its window");
        expect(
                version.json().contains(",\"samples\":" + meta.samples() + ","),
                id.metaKey() + " has a wrong count of samples");
        expect(version.build() <= meta.build(), id.metaKey() + " is older than what it names");
        metas.put(id, meta);
    }

    private void manifest(Scope scope, Published published) {
        Manifest manifest = Manifest.parse(scope, published.object().body());
        expect(manifest.build() == published.number(), "the manifest of " + scope + " is of another build");
        expect(manifest.entries().size() == 24, "the manifest of " + scope + " names too few");
        for (SnapshotId id : SnapshotId.of(scope)) {
            Manifest.Entry entry = manifest.entry(id.key());
            expect(entry != null, "the manifest does not name " + id);
            String checksum = version(id, entry.versionId()).checksum();
            expect(checksum.equals(entry.checksum()), "the manifest has a wrong checksum for " + id);
        }
        manifests.put(scope, manifest);
    }

    /** The version that a meta or manifest names, which must be there and never change. */
    @SuppressWarnings("ReferenceEquality")
    private Version version(SnapshotId id, String versionId) {
        StoredObject object = store.readVersion(id.scope(), id.key(), versionId)
                .orElseThrow(() -> new AssertionError("the version of " + id + " that is named has gone"));
        String name = id.key() + " " + versionId;
        Version known = versions.get(name);
        if (known == null || known.object() != object) {
            byte[] json = Gzip.decompress(object.body(), MAX_JSON);
            Version found = new Version(
                    object,
                    Checksum.of(json),
                    Gzip.build(object.body()),
                    PayloadParser.parse(id, json),
                    new String(json, StandardCharsets.UTF_8));
            expect(known == null || known.checksum().equals(found.checksum()), name + " is not what it was");
            versions.put(name, found);
            return found;
        }
        return known;
    }

    private static void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
