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
import java.util.Map;
import java.util.Optional;

/** Reads what is public again and again, remembers what it saw, and holds it to the promise of the contracts. */
final class Reader {
    private static final int MAX_JSON = 1 << 20;

    private final SnapshotStore store;
    private final Map<String, Published> seen = new HashMap<>();

    Reader(SnapshotStore store) {
        this.store = store;
    }

    /** Somebody took a file away behind the product's back: it may be missing until it is seen again. */
    void lost(String key) {
        Published before = seen.get(key);
        if (before != null) {
            seen.put(key, new Published(new StoredObject(key, new byte[0], false), before.number(), "lost", 0));
        }
    }

    /** Looks at all files of a scope that have changed since it last looked. */
    void look(Scope scope) {
        for (SnapshotId id : SnapshotId.of(scope)) {
            changed(id.key()).ifPresent(p -> payload(id, p));
            changed(id.metaKey()).ifPresent(p -> meta(id, p));
        }
        changed(Manifest.key(scope)).ifPresent(p -> manifest(scope, p));
    }

    /** As {@link #look}, and that what metas and manifest name is still there. */
    void lookTwice(Scope scope) {
        look(scope);
        for (SnapshotId id : SnapshotId.of(scope)) {
            store.read(id.metaKey()).ifPresent(p -> meta(id, p));
        }
        store.read(Manifest.key(scope)).ifPresent(p -> manifest(scope, p));
    }

    private Optional<Published> changed(String key) {
        Published before = seen.get(key);
        Published now = store.read(key).orElse(null);
        if (now == before) {
            return Optional.empty();
        }
        if (now == null) {
            expect(before == null || before.versionId().equals("lost"), key + " has gone");
            return Optional.empty();
        }
        expect(
                before == null || now.number() >= before.number(),
                key + " went back from build " + (before == null ? 0 : before.number()) + " to " + now.number());
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
        StoredObject version = store.readVersion(id.scope(), id.key(), meta.versionId())
                .orElseThrow(() -> new AssertionError(id.metaKey() + " names a version that is not there"));
        byte[] json = Gzip.decompress(version.body(), MAX_JSON);
        expect(Checksum.of(json).equals(meta.checksum()), id.metaKey() + " has the checksum of something else");
        expect(version.body().length == meta.bytes(), id.metaKey() + " has a wrong size");
        long[] times = PayloadParser.parse(id, json);
        expect(times.length == meta.points(), id.metaKey() + " has a wrong count of points");
        expect(
                meta.lastSampleAt() == (times.length == 0 ? Long.MIN_VALUE : times[times.length - 1]),
                id.metaKey() + " has a wrong last sample");
        expect(
                times.length == 0 || (times[0] >= meta.from() && meta.lastSampleAt() <= meta.generatedAt()),
                id.metaKey() + " has samples out of its window");
        expect(
                new String(json, StandardCharsets.UTF_8).contains(",\"samples\":" + meta.samples() + ","),
                id.metaKey() + " has a wrong count of samples");
        expect(Gzip.build(version.body()) <= meta.build(), id.metaKey() + " is older than what it names");
    }

    private void manifest(Scope scope, Published published) {
        Manifest manifest = Manifest.parse(scope, published.object().body());
        expect(manifest.build() == published.number(), "the manifest of " + scope + " is of another build");
        expect(manifest.entries().size() == 24, "the manifest of " + scope + " names too few");
        for (SnapshotId id : SnapshotId.of(scope)) {
            Manifest.Entry entry = manifest.entry(id.key());
            expect(entry != null, "the manifest does not name " + id);
            StoredObject version = store.readVersion(scope, id.key(), entry.versionId())
                    .orElseThrow(() -> new AssertionError("the manifest names a version of " + id + " that is gone"));
            String checksum = Checksum.of(Gzip.decompress(version.body(), MAX_JSON));
            expect(checksum.equals(entry.checksum()), "the manifest has a wrong checksum for " + id);
        }
    }

    private static void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
