package dev.stillframe.standalone.files;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.port.SnapshotStore.Published;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.standalone.files.PublicIndex.Row;
import dev.stillframe.standalone.sqlite.Database;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads public files, and proves by the index that they are what was put there. For use by any number of threads. */
final class ProvenFiles {
    private static final long CACHE_BYTES = 64L << 20;
    /** No public file is larger; one that is was put there by somebody else. */
    private static final long MAX_FILE = 64L << 20;

    private final PublicFolder files;
    private final Database database;
    /** Objects whose bytes were proven, as long as the file keeps its fingerprint. */
    private final Cache<String, Proven> proven = Caffeine.newBuilder()
            .maximumWeight(CACHE_BYTES)
            .weigher((String key, Proven p) -> 200 + p.published().object().body().length)
            .build();

    /** Files that were found damaged, as long as they stay so: a reader who asks again need not wait for the writers. */
    private final Map<String, Broken> broken = new ConcurrentHashMap<>();

    private record Proven(Fingerprint fingerprint, Published published) {}

    private record Broken(@Nullable Fingerprint fingerprint, long number, long modified) {}

    ProvenFiles(PublicFolder files, Database database) {
        this.files = files;
        this.database = database;
    }

    /** The object under a key, if its bytes are those that were put there. */
    Optional<Published> read(String key) throws IOException {
        Optional<Published> known = unchanged(key);
        return known.isPresent() ? known : proveWithIndex(key);
    }

    /** Those of the keys under which there is no such object. */
    Set<String> damaged(List<String> keys) throws IOException {
        Set<String> damaged = new HashSet<>();
        for (String key : keys) {
            if (unchanged(key).isEmpty()) {
                damaged.add(key);
            }
        }
        Map<String, Row> rows = database.read(c -> PublicIndex.rows(c, List.copyOf(damaged)));
        for (String key : Set.copyOf(damaged)) {
            Row row = rows.get(key);
            if (row != null && (prove(key, row).isPresent() || read(key).isPresent())) {
                damaged.remove(key);
            }
        }
        return damaged;
    }

    /** What was proven before, as long as the file is the same. Costs no read of index or file. */
    private Optional<Published> unchanged(String key) throws IOException {
        Proven known = proven.getIfPresent(key);
        if (known == null) {
            return Optional.empty();
        }
        Fingerprint now =
                Fingerprint.of(files.path(key, known.published().object().gzip()));
        return known.fingerprint().equals(now) ? Optional.of(known.published()) : Optional.empty();
    }

    private Optional<Published> proveWithIndex(String key) throws IOException {
        Row row = database.<Optional<Row>>read(c -> Optional.ofNullable(PublicIndex.row(c, key)))
                .orElse(null);
        if (row == null) {
            return Optional.empty();
        }
        Optional<Published> published = prove(key, row);
        return published.isPresent() || isKnownBroken(key, row) ? published : proveWhileNobodyWrites(key);
    }

    /** A file that differs from the index may be one that a writer has just moved there: then the index follows at once. */
    private Optional<Published> proveWhileNobodyWrites(String key) {
        return database.writeRelaxed(connection -> {
            Row row = PublicIndex.row(connection, key);
            try {
                Optional<Published> published = row == null ? Optional.empty() : prove(key, row);
                if (row != null && published.isEmpty()) {
                    Fingerprint fingerprint = Fingerprint.of(files.path(key, row.gzip()));
                    broken.put(key, new Broken(fingerprint, row.number(), row.modified()));
                }
                return published;
            } catch (IOException e) {
                throw new StoreException(key + " could not be read: " + e.getMessage(), e);
            }
        });
    }

    private boolean isKnownBroken(String key, Row row) throws IOException {
        Broken known = broken.get(key);
        return known != null
                && known.equals(new Broken(Fingerprint.of(files.path(key, row.gzip())), row.number(), row.modified()));
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
                new StoredObject(key, body, expected.gzip()),
                expected.number(),
                expected.version(),
                expected.modified());
        proven.put(key, new Proven(fingerprint, published));
        broken.remove(key);
        return Optional.of(published);
    }
}
