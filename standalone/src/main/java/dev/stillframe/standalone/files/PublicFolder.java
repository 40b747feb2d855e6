package dev.stillframe.standalone.files;

import dev.stillframe.core.port.StoredObject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The steps on the file system that a {@link LocalSnapshotStore} is made of, each atomic or harmless when cut off. */
final class PublicFolder {
    private static final long ABANDONED = Duration.ofHours(1).toMillis();

    private static final Pattern TEMPORARY = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final DataFolder folder;
    private final Effects effects;
    private final Set<Path> made = ConcurrentHashMap.newKeySet();

    PublicFolder(DataFolder folder, Effects effects) {
        this.folder = folder;
        this.effects = effects;
    }

    void effect(String what) {
        effects.before(what);
    }

    /** Where the object of a key lies: gzip-encoded ones have a suffix, as nginx's gzip_static expects. */
    Path path(String key, boolean gzip) {
        return folder.publicFiles().resolve(gzip ? key + ".gz" : key);
    }

    /** Writes a pack that must not exist. */
    void writePack(Path pack, List<StoredObject> payloads) throws IOException {
        inFolderOf(pack, () -> {
            effects.before("stage");
            try {
                Pack.write(pack, payloads);
            } catch (FileAlreadyExistsException | NoSuchFileException e) {
                throw e;
            } catch (IOException e) {
                delete(List.of(pack)); // On a full disk a part of it is in the way.
                throw e;
            }
        });
    }

    /** Writes an object aside, where nobody reads. */
    Path writeTemporary(StoredObject object) throws IOException {
        Path temporary = folder.temporary().resolve(UUID.randomUUID().toString());
        inFolderOf(temporary, () -> {
            effects.before("write");
            try {
                Files.write(temporary, object.body(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (IOException e) {
                delete(List.of(temporary)); // On a full disk a part of it is in the way.
                throw e;
            }
        });
        return temporary;
    }

    /** Moves a whole file into its place; readers see the old one or the new one. */
    void move(Path temporary, StoredObject object) throws IOException {
        Path path = path(object.key(), object.gzip());
        inFolderOf(path, () -> {
            effects.before("move");
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                // Somebody made a folder where a file belongs: it is moved out of the way, not deleted.
                Files.move(path, folder.temporary().resolve("folder-" + UUID.randomUUID()));
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    byte[] read(Path path) throws IOException {
        return Files.readAllBytes(path);
    }

    /** Deletes what is still there. What cannot be deleted is left for the next time. */
    void delete(List<Path> paths) {
        for (Path path : paths) {
            try {
                effects.before("delete");
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // Costs room only.
            }
        }
    }

    /** Removes the temporary files that a killed process left, and nothing else. */
    void clean() {
        // The time of a file is that of the machine, whatever clock the edition has.
        long now = System.currentTimeMillis();
        if (!Files.isDirectory(folder.temporary())) {
            return;
        }
        try (Stream<Path> left = Files.list(folder.temporary())) {
            delete(left.filter(
                            p -> TEMPORARY.matcher(p.getFileName().toString()).matches())
                    .filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
                    .filter(p -> p.toFile().lastModified() < now - ABANDONED)
                    .toList());
        } catch (IOException e) {
            // Costs room only.
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    /** Makes the folder when it was not seen yet, and again when it was taken away meanwhile. */
    private void inFolderOf(Path file, Write write) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null && made.add(parent)) {
            Files.createDirectories(parent);
        }
        try {
            write.run();
        } catch (NoSuchFileException e) {
            if (parent != null) {
                Files.createDirectories(parent);
            }
            write.run();
        }
    }
}
