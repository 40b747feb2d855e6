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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The snapshot store on a file system, with an index of what was put where in SQLite. The index is what makes a replacement
 * conditional, for any number of processes, and what tells a file that was changed behind our back. No file is synced: what a
 * loss of power tears is found by its checksum.
 */
public final class LocalSnapshotStore implements SnapshotStore {
    private static final long CACHE_BYTES = 64L << 20;
    /** No public file is larger; one that is was put there by somebody else. */
    private static final long MAX_FILE = 64L << 20;

    private final DataFolder folder;
    private final Database database;
    private final InstantSource clock;
    private final PublicFolder files;
    /** Objects whose bytes were proven, as long as the file keeps its fingerprint. */
    private final Cache<String, Proven> proven = Caffeine.newBuilder()
            .maximumWeight(CACHE_BYTES)
            .weigher((String key, Proven p) -> 200 + p.published().object().body().length)
            .build();

    private record Proven(Fingerprint fingerprint, Published published) {}

    /** The store of a data folder; the clock says when objects were put there. */
    public LocalSnapshotStore(DataFolder folder, Database database, InstantSource clock, Effects effects) {
        this.folder = folder;
        this.database = database;
        this.clock = clock;
        this.files = new PublicFolder(folder, effects);
        files.clean(clock.millis());
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
        PublicIndex.put(
                connection, object.key(), new Row(number, version, sha, object.gzip(), clock.millis()));
        files.move(temporary, object);
    }

    @Override
    public Optional<Published> read(String key) {
        try {
            Optional<Published> known = unchanged(key);
            return known.isPresent() ? known : proveWithIndex(key);
        } catch (IOException e) {
            throw failed(key + " could not be read", e);
        }
    }

    /** What was proven before, as long as the file is the same. Costs no read of index or file. */
    private Optional<Published> unchanged(String key) throws IOException {
        Proven known = proven.getIfPresent(key);
        if (known == null) {
            return Optional.empty();
        }
        Fingerprint now = Fingerprint.of(files.path(key, known.published().object().gzip()));
        return known.fingerprint().equals(now) ? Optional.of(known.published()) : Optional.empty();
    }

    /** Reads index and file again while one of them is being replaced. */
    private Optional<Published> proveWithIndex(String key) throws IOException {
        Row last = null;
        while (true) {
            Row row = database.<Optional<Row>>read(c -> Optional.ofNullable(PublicIndex.row(c, key)))
                    .orElse(null);
            if (row == null || (last != null && last.number() == row.number() && last.modified() == row.modified())) {
                return Optional.empty();
            }
            Optional<Published> published = prove(key, row);
            if (published.isPresent()) {
                return published;
            }
            last = row;
        }
    }

    private Optional<Published> prove(String key, Row expected) throws IOException {
        Path path = files.path(key, expected.gzip());
        Fingerprint fingerprint = Fingerprint.of(path);
        if (fingerprint == null || fingerprint.size() > MAX_FILE) {
            return Optional.empty();
        }
        byte[] body;
        try {
            body = files.read(path);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (!Arrays.equals(Checksum.sha256(body), expected.sha256())) {
            return Optional.empty();
        }
        Published published = new Published(
                new StoredObject(key, body, expected.gzip()), expected.number(), expected.version(), expected.modified());
        proven.put(key, new Proven(fingerprint, published));
        return Optional.of(published);
    }

    @Override
    public Optional<StoredObject> readVersion(Scope scope, String key, String versionId) {
        int dash = versionId.indexOf('-');
        if (dash < 1 || dash > 18 || !versionId.substring(0, dash).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        long stage = Long.parseLong(versionId.substring(0, dash));
        return readStaged(scope, stage, key)
                .filter(object -> versionId(stage, object).equals(versionId));
    }

    @Override
    public Set<String> damaged(List<String> keys) {
        Set<String> damaged = new HashSet<>();
        try {
            for (String key : keys) {
                if (unchanged(key).isEmpty()) {
                    damaged.add(key);
                }
            }
            Map<String, Row> rows = database.read(c -> PublicIndex.rows(c, List.copyOf(damaged)));
            for (Map.Entry<String, Row> row : rows.entrySet()) {
                if (prove(row.getKey(), row.getValue()).isPresent()) {
                    damaged.remove(row.getKey());
                }
            }
        } catch (IOException e) {
            throw failed("public files could not be read", e);
        }
        return damaged;
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

    private Path pack(Scope scope, long stage) {
        return folder.versions().resolve(scope.name()).resolve(stage + ".pack");
    }

    private static StoreException failed(String what, IOException e) {
        return new StoreException(what + ": " + e.getMessage(), e);
    }
}
