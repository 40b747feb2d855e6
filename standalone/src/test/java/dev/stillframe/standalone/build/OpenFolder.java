package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An edition on a folder, and short words for what tests ask of it. */
record OpenFolder(Edition edition, ManualClock clock) implements AutoCloseable {
    static OpenFolder at(Path folder, ManualClock clock) {
        return new OpenFolder(Edition.open(new DataFolder(folder), Settings.DEFAULT, clock), clock);
    }

    /** The public keys of a scope. */
    static List<String> keys(Scope scope) {
        List<String> keys = new ArrayList<>();
        for (SnapshotId id : SnapshotId.of(scope)) {
            keys.add(id.key());
            keys.add(id.metaKey());
        }
        keys.add(Manifest.key(scope));
        return keys;
    }

    static SnapshotId id(Scope scope, Window window) {
        return new SnapshotId(scope, window, Granularity.ALL.getLast());
    }

    SnapshotStore files() {
        return edition.ports().snapshots();
    }

    BuildOutcome build(Scope scope, BuildMode mode) {
        BuildOutcome outcome = edition.builder().build(scope, mode);
        if (outcome instanceof BuildOutcome.Failed failed) {
            throw new AssertionError("the build failed: " + failed.reason(), failed.cause());
        }
        return outcome;
    }

    void buildAll(BuildMode mode) {
        edition.scopes().forEach(scope -> build(scope, mode));
    }

    Meta meta(SnapshotId id) {
        return Meta.parse(id, files().read(id.metaKey()).orElseThrow().object().body());
    }

    Manifest manifest(Scope scope) {
        return Manifest.parse(
                scope, files().read(Manifest.key(scope)).orElseThrow().object().body());
    }

    /** The JSON of a published payload. */
    String payload(SnapshotId id) {
        byte[] body = files().read(id.key()).orElseThrow().object().body();
        return new String(Gzip.decompress(body, 8 << 20), StandardCharsets.UTF_8);
    }

    /** Where a public file lies. */
    Path path(String key) {
        boolean gzip = key.contains("latest_") && !key.endsWith(".meta.json");
        return edition.folder().publicFiles().resolve(gzip ? key + ".gz" : key);
    }

    /** All scopes are whole and what the samples give, and nothing is marked stale. */
    void assertRight() {
        for (Scope scope : edition.scopes()) {
            assertThat(edition.verifier().verify(scope).differences()).isEmpty();
            assertThat(files().damaged(keys(scope))).isEmpty();
            assertThat(manifest(scope).anyStale()).isFalse();
            for (SnapshotId id : SnapshotId.of(scope)) {
                assertThat(meta(id).stale()).isNull();
            }
        }
    }

    @Override
    public void close() {
        edition.close();
    }
}
