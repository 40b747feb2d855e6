package dev.stillframe.standalone.files;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.standalone.files.PublicIndex.Row;
import dev.stillframe.standalone.sqlite.Database;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The snapshot store on a file system, with an index of what was put where in SQLite. The index is what makes a replacement
 * conditional, for any number of processes, and what tells a file that was changed behind our back. No file is synced: what a
 * loss of power tears is found by its checksum.
 */
public final class LocalSnapshotStore implements SnapshotStore {
    private final DataFolder folder;
    private final Database database;
    private final InstantSource clock;
    private final PublicFolder files;
    private final ProvenFiles proven;
    /** Versions of payloads that were proven, with the fingerprint of their pack. */
    private final Cache<String, Fingerprint> provenVersions =
            Caffeine.newBuilder().maximumSize(100_000).build();

    /** The store of a data folder; the clock says when objects were put there. */
    public LocalSnapshotStore(DataFolder folder, Database database, InstantSource clock, Effects effects) {
        this.folder = folder;
        this.database = database;
        this.clock = clock;
        this.files = new PublicFolder(folder, effects);
        this.proven = new ProvenFiles(files, database);
        files.clean();
    }

    /** The version id of a staged payload. */
    public static String versionId(long stage, StoredObject object) {
        return stage + "-" + Checksum.of(object.body()).substring(7, 19);
    }

    @Override
    public boolean stage(Scope scope, long stage, List<StoredObject> payloads) {
        try {
            files.writePack(pack(scope, stage), payloads);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw failed("staged files of " + scope + " could not be written", e);
        }
    }

    @Override
    public Optional<StoredObject> readStaged(Scope scope, long stage, String key) {
        try {
            return Pack.read(pack(scope, stage), key);
        } catch (IOException e) {
            throw failed("a staged file of " + key + " could not be read", e);
        }
    }

    @Override
    public List<Promotion> promote(Scope scope, long stage, long build, List<String> keys) {
        List<StoredObject> staged = new ArrayList<>();
        for (String key : keys) {
            staged.add(readStaged(scope, stage, key)
                    .orElseThrow(() -> new StoreException(key + " is not staged under " + stage)));
        }
        List<Promotion> answers = new ArrayList<>();
        write(staged, (connection, object, temporary) -> {
            long present = PublicIndex.number(connection, object.key());
            if (present > build) {
                answers.add(new Promotion.Superseded());
                return true;
            }
            String version = versionId(stage, object);
            if (present < build) {
                put(connection, object, temporary, build, version);
            }
            answers.add(new Promotion.Promoted(version));
            return true;
        });
        return answers;
    }

    @Override
    public boolean publish(long number, List<StoredObject> objects) {
        boolean[] all = {true};
        write(objects, (connection, object, temporary) -> {
            all[0] = PublicIndex.number(connection, object.key()) <= number;
            if (all[0]) {
                put(connection, object, temporary, number, "");
            }
            return all[0];
        });
        return all[0];
    }

    private interface Replacement {
        /** Answers whether to go on with the next. */
        boolean decide(Connection connection, StoredObject object, Path temporary) throws SQLException, IOException;
    }

    /**
     * Writes the new files aside, then moves them into place inside one transaction of the index, so that no other process can
     * come between the condition and the move. If the process dies in the middle, some files are ahead of the index: they are
     * committed ones, and the next build writes them again.
     */
    private void write(List<StoredObject> objects, Replacement replacement) {
        List<Path> temporaries = new ArrayList<>();
        try {
            for (StoredObject object : objects) {
                temporaries.add(files.writeTemporary(object));
            }
            database.writeRelaxed(connection -> {
                try {
                    for (int i = 0; i < objects.size(); i++) {
                        if (!replacement.decide(connection, objects.get(i), temporaries.get(i))) {
                            break;
                        }
                    }
                    files.effect("index");
                    return true;
                } catch (IOException e) {
                    throw failed("public files could not be written", e);
                }
            });
        } catch (IOException e) {
            throw failed("public files could not be written", e);
        } finally {
            files.delete(temporaries);
        }
    }

    private void put(Connection connection, StoredObject object, Path temporary, long number, String version)
            throws SQLException, IOException {
        byte[] sha = Checksum.sha256(object.body());
        PublicIndex.put(connection, object.key(), new Row(number, version, sha, object.gzip(), clock.millis()));
        files.move(temporary, object);
    }

    @Override
    public Optional<Published> read(String key) {
        try {
            return proven.read(key);
        } catch (IOException e) {
            throw failed(key + " could not be read", e);
        }
    }

    @Override
    public Optional<StoredObject> readVersion(Scope scope, String key, String versionId) {
        long stage = stageOf(versionId);
        return stage < 0
                ? Optional.empty()
                : readStaged(scope, stage, key)
                        .filter(object -> versionId(stage, object).equals(versionId));
    }

    /** The stage number in a version id, -1 when the text is none. */
    private static long stageOf(String versionId) {
        int dash = versionId.indexOf('-');
        boolean is =
                dash >= 1 && dash <= 18 && versionId.substring(0, dash).chars().allMatch(c -> c >= '0' && c <= '9');
        return is ? Long.parseLong(versionId.substring(0, dash)) : -1;
    }

    @Override
    public Set<String> damaged(List<String> keys) {
        try {
            Set<String> damaged = new HashSet<>(proven.damaged(keys));
            for (String key : keys) {
                if (!damaged.contains(key) && !isVersionKept(key)) {
                    damaged.add(key);
                }
            }
            return damaged;
        } catch (IOException e) {
            throw failed("public files could not be read", e);
        }
    }

    /** Whether the version that a sound public file came from can still be read, where it has one. */
    private boolean isVersionKept(String key) throws IOException {
        Published published = read(key).orElse(null);
        if (published == null || published.versionId().isEmpty()) {
            return true;
        }
        Scope scope = Scope.ofKey(key);
        String version = published.versionId();
        Fingerprint now = Fingerprint.of(pack(scope, stageOf(version)));
        if (now == null || now.equals(provenVersions.getIfPresent(key + version))) {
            return now != null;
        }
        boolean kept = readVersion(scope, key, version).isPresent();
        if (kept) {
            provenVersions.put(key + version, now);
        }
        return kept;
    }

    @Override
    public long highest(List<String> keys) {
        return database.read(c -> PublicIndex.rows(c, keys)).values().stream()
                .mapToLong(Row::number)
                .max()
                .orElse(0);
    }

    @Override
    public void expire(Scope scope, Set<Long> keepStages, long before) {
        Path ofScope = folder.versions().resolve(scope.name());
        if (!Files.isDirectory(ofScope)) {
            return;
        }
        List<Path> old;
        try (Stream<Path> packs = Files.list(ofScope)) {
            old = packs.filter(p -> {
                        String name = p.getFileName().toString();
                        if (!name.matches("\\d{1,18}\\.pack")) {
                            return false;
                        }
                        long stage = Long.parseLong(name.substring(0, name.length() - 5));
                        return stage < before && !keepStages.contains(stage);
                    })
                    .toList();
        } catch (IOException e) {
            throw failed("old versions of " + scope + " could not be listed", e);
        }
        files.delete(old);
    }

    @Override
    public void remove(List<String> keys) {
        database.writeRelaxed(connection -> {
            for (String key : keys) {
                Row row = PublicIndex.row(connection, key);
                if (row != null && row.version().isEmpty()) {
                    PublicIndex.remove(connection, key);
                    files.delete(List.of(files.path(key, row.gzip())));
                }
            }
            return true;
        });
    }

    private Path pack(Scope scope, long stage) {
        return folder.versions().resolve(scope.name()).resolve(stage + ".pack");
    }

    private static StoreException failed(String what, IOException e) {
        return new StoreException(what + ": " + e.getMessage(), e);
    }
}
