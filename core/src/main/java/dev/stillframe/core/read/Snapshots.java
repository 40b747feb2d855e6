package dev.stillframe.core.read;

import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.read.Answer.Header;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots as one reader sees them: a payload with the meta that is true of it. Costs no read of a database, and no encoding,
 * for what was served before. For use by any number of threads.
 */
public final class Snapshots {
    private final PublicFiles files;
    /** The last meta that was parsed of each snapshot, with the version it was parsed from. */
    private final Map<SnapshotId, ParsedMeta> metas = new ConcurrentHashMap<>();

    private record ParsedMeta(Version version, Meta meta) {}

    /** Reads through the public files, with all that they remember. */
    public Snapshots(PublicFiles files) {
        this.files = files;
    }

    /** A payload, and what is known of it. Made only by {@link Snapshots}. */
    public static final class Snapshot {
        private final SnapshotId id;
        private final Version version;
        private final @Nullable Meta meta;
        private final boolean remembered;

        private Snapshot(SnapshotId id, Version version, @Nullable Meta meta, boolean remembered) {
            this.id = id;
            this.version = version;
            this.meta = meta;
            this.remembered = remembered;
        }

        /** Which snapshot it is. */
        public SnapshotId id() {
            return id;
        }

        /** The meta that is true of this payload; empty where it is lost. */
        public Optional<Meta> meta() {
            return Optional.ofNullable(meta);
        }

        /** The store's name for this version, empty where it has none. */
        public String versionId() {
            return version.versionId();
        }

        /** When a build last made sure of it, epoch milliseconds. */
        public long generatedAt() {
            return meta == null ? version.modifiedAt() : meta.generatedAt();
        }

        /** Whether its bytes were in memory already. */
        public boolean isRemembered() {
            return remembered;
        }

        /** The JSON text. */
        public byte[] json() {
            return version.form(false).body();
        }
    }

    /**
     * The current snapshot. While a build is being promoted, payload and meta may be of two builds for a moment: then the payload
     * that the meta names is taken.
     */
    public Optional<Snapshot> current(SnapshotId id) {
        PublicKey.Payload key = new PublicKey.Payload(id);
        boolean remembered = files.isRemembered(key);
        for (int attempt = 0; ; attempt++) {
            Meta meta = meta(id);
            Version payload = files.resolve(key);
            if (payload == null) {
                return Optional.empty();
            }
            if (meta != null && meta.versionId().equals(payload.versionId())) {
                return Optional.of(new Snapshot(id, payload, meta, remembered));
            }
            if (attempt > 0) {
                Version named = meta == null ? null : files.kept(key, meta.versionId());
                return Optional.of(
                        named == null
                                ? new Snapshot(id, payload, null, remembered)
                                : new Snapshot(id, named, meta, remembered));
            }
        }
    }

    private @Nullable Meta meta(SnapshotId id) {
        Version version = files.resolve(new PublicKey.Meta(id));
        if (version == null) {
            return null;
        }
        ParsedMeta known = metas.get(id);
        if (known != null && known.version() == version) {
            return known.meta();
        }
        try {
            Meta meta = Meta.parse(id, version.form(false).body());
            metas.put(id, new ParsedMeta(version, meta));
            return meta;
        } catch (IllegalArgumentException e) {
            return null; // Written by another version of the product; the next build writes it again.
        }
    }

    /** A snapshot that is none of the public files of a build: a fallback, or one computed for a reader. */
    public static Snapshot of(SnapshotId id, SnapshotStore.Published published) {
        return new Snapshot(id, Version.of(published), null, false);
    }

    /** Sends a snapshot. */
    public Answer send(Snapshot snapshot, Request request, String cacheControl, List<Header> headers) {
        return files.send(new PublicKey.Payload(snapshot.id), snapshot.version, request, cacheControl, true)
                .with(headers.toArray(Header[]::new));
    }
}
