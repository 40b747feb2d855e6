package dev.stillframe.core.encode;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest of a scope says: the versions that belong together. It is written last in a build.
 *
 * @param scope the scope
 * @param build the last build
 * @param generatedAt when that was, epoch milliseconds
 * @param entries one for each published snapshot, in the order of {@link SnapshotId#of}
 */
public record Manifest(Scope scope, long build, long generatedAt, List<Entry> entries) {
    /** Copies the list. */
    public Manifest {
        entries = List.copyOf(entries);
    }

    /** One snapshot of the manifest; the fields are those of {@link Meta}. */
    public record Entry(
            String key,
            String versionId,
            String checksum,
            long generatedAt,
            long expiresAt,
            Meta.@Nullable Stale stale,
            long lastSampleAt) {}

    /** Key of a scope's manifest. */
    public static String key(Scope scope) {
        return scope.keyPrefix() + "manifest.json";
    }

    /** The manifest that names these metas. */
    public static Manifest of(Scope scope, long build, long generatedAt, List<Meta> metas) {
        List<Entry> entries = new ArrayList<>();
        for (Meta meta : metas) {
            entries.add(new Entry(
                    meta.id().key(),
                    meta.versionId(),
                    meta.checksum(),
                    meta.generatedAt(),
                    meta.expiresAt(),
                    meta.stale(),
                    meta.lastSampleAt()));
        }
        return new Manifest(scope, build, generatedAt, entries);
    }

    /** The entry of a key, or null. */
    public @Nullable Entry entry(String key) {
        for (Entry entry : entries) {
            if (entry.key().equals(key)) {
                return entry;
            }
        }
        return null;
    }

    /** The same with every entry marked stale; an entry that is marked already keeps its mark. */
    public Manifest withStale(Meta.Stale mark) {
        List<Entry> marked = new ArrayList<>();
        for (Entry e : entries) {
            marked.add(new Entry(
                    e.key(),
                    e.versionId(),
                    e.checksum(),
                    e.generatedAt(),
                    e.expiresAt(),
                    e.stale() == null ? mark : e.stale(),
                    e.lastSampleAt()));
        }
        return new Manifest(scope, build, generatedAt, marked);
    }

    /** Whether any entry is marked stale. */
    public boolean anyStale() {
        return entries.stream().anyMatch(e -> e.stale() != null);
    }

    /** The bytes of the manifest. */
    public byte[] toJson() {
        JsonBytes out = new JsonBytes();
        out.raw("{\"schema\":1,\"scope\":")
                .string(scope.name())
                .raw(",\"build\":")
                .number(build);
        out.raw(",\"generatedAt\":").string(Times.iso(generatedAt)).raw(",\"snapshots\":[");
        for (int i = 0; i < entries.size(); i++) {
            Entry e = entries.get(i);
            out.raw(i == 0 ? "\n" : ",\n").raw("{\"key\":").string(e.key());
            out.raw(",\"versionId\":").string(e.versionId());
            out.raw(",\"checksum\":").string(e.checksum());
            out.raw(",\"generatedAt\":").string(Times.iso(e.generatedAt()));
            out.raw(",\"expiresAt\":").string(Times.iso(e.expiresAt()));
            Times.writeStale(out, e.stale());
            out.raw(",\"lastSampleAt\":");
            Times.write(out, e.lastSampleAt());
            out.raw("}");
        }
        return out.raw("\n]}\n").toBytes();
    }

    /**
     * Reads a manifest.
     *
     * @throws IllegalArgumentException when the bytes are no manifest of this scope
     */
    public static Manifest parse(Scope scope, byte[] json) {
        Fields in = Fields.parse(json);
        if (in.number("schema") != 1 || !in.text("scope").equals(scope.name())) {
            throw new IllegalArgumentException("is no manifest of " + scope);
        }
        List<Entry> entries = new ArrayList<>();
        for (Fields e : in.objects("snapshots")) {
            entries.add(new Entry(
                    e.text("key"),
                    e.text("versionId"),
                    e.text("checksum"),
                    e.time("generatedAt"),
                    e.time("expiresAt"),
                    Times.readStale(e),
                    e.timeOrNone("lastSampleAt")));
        }
        return new Manifest(scope, in.number("build"), in.time("generatedAt"), entries);
    }
}
