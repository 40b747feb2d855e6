package dev.stillframe.standalone.backup;

import dev.stillframe.core.port.StoreException;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.sqlite.DatabaseCopy;
import dev.stillframe.standalone.sqlite.IncompatibleDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes a data folder of a backup. While it is being made it holds the file {@code restoring}, and nothing else opens it; a restore that
 * was killed is begun anew by the next one into the same folder.
 */
public final class FolderRestore {
    private final BackupReader backup;
    private final DataFolder folder;
    private final BackupFile.Progress progress;

    /** A restore of a backup into a folder, which must be empty or not exist. */
    public FolderRestore(BackupReader backup, DataFolder folder, BackupFile.Progress progress) {
        this.backup = backup;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Checks the backup, then makes the folder. What builds compute is not in it yet.
     *
     * @throws BackupException when the backup is damaged, the folder is not empty or cannot be written
     */
    public void run() {
        refuseOthers();
        backup.check(progress);
        Optional<byte[]> settings = backup.settings();
        try {
            Files.createDirectories(folder.root());
            requireRoom();
        } catch (IOException e) {
            throw unwritable(e);
        }
        try (FileChannel mark =
                FileChannel.open(folder.restoring(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            begin(mark);
            Path database = folder.temporary().resolve(BackupManifest.DATABASE);
            backup.database(database, progress);
            check(database);
            if (settings.isPresent()) {
                Files.write(folder.settings(), settings.get());
                Durable.sync(folder.settings());
            }
            Files.move(database, folder.database(), StandardCopyOption.ATOMIC_MOVE);
            Durable.sync(folder.root());
            // From here on it is a data folder like any other.
            Files.delete(folder.restoring());
            Durable.sync(folder.root());
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private BackupException unwritable(IOException e) {
        return new BackupException(
                folder.root() + " cannot be written: " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    }

    /** Refuses a folder with anything in it, but for what a restore that was killed has left. */
    private void refuseOthers() {
        if (Files.exists(folder.root()) && !Files.isDirectory(folder.root())) {
            throw new BackupException(folder.root() + " is not a folder; choose another with --data");
        }
        Set<String> names = names();
        if (!names.isEmpty() && !names.contains(name(folder.restoring()))) {
            throw new BackupException(folder.root() + " is not empty; a backup is restored into a new folder: choose"
                    + " another with --data");
        }
        names.removeAll(Set.of(
                name(folder.restoring()), name(folder.temporary()), name(folder.settings()), name(folder.database())));
        if (!names.isEmpty()) {
            throw new BackupException(folder.root() + " has what no restore has left there: " + names
                    + "; choose another folder with --data");
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(folder.root())) {
            try (Stream<Path> files = Files.list(folder.root())) {
                files.forEach(f -> names.add(name(f)));
            } catch (IOException e) {
                throw new BackupException(folder.root() + " cannot be read: " + e.getMessage(), e);
            }
        }
        return names;
    }

    private void requireRoom() throws IOException {
        long needed = backup.contents().entries().stream()
                .mapToLong(BackupManifest.Entry::bytes)
                .sum();
        long there = Files.getFileStore(folder.root()).getUsableSpace();
        if (there < needed) {
            throw new BackupException("there is no room for " + needed + " bytes in " + folder.root() + ", only for "
                    + there + "; choose another folder with --data");
        }
    }

    /** Marks the folder, and keeps other restores out until the mark is closed, however this one ends. */
    private void begin(FileChannel mark) throws IOException {
        if (!isLocked(mark) || !Files.exists(folder.restoring())) {
            throw new BackupException("another restore into " + folder.root() + " is running, or has just ended");
        }
        String text = "A restore of " + backup.file().getFileName() + " is under way, or was killed.\n";
        mark.truncate(0).write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        mark.force(true);
        Durable.sync(folder.root());
        Files.deleteIfExists(folder.database());
        Files.deleteIfExists(folder.settings());
        Files.createDirectories(folder.temporary());
        Files.deleteIfExists(folder.temporary().resolve(BackupManifest.DATABASE));
    }

    private static boolean isLocked(FileChannel mark) throws IOException {
        try {
            return mark.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void check(Path database) throws IOException {
        String problem;
        try {
            DatabaseCopy.Contents found = DatabaseCopy.check(database);
            if (found.equals(backup.contents().contents())) {
                return;
            }
            problem = "its database holds " + found + ", and its manifest says "
                    + backup.contents().contents();
        } catch (StoreException | IncompatibleDataException e) {
            problem = String.valueOf(e.getMessage()).replace(database.toString(), "the database in it");
        }
        Files.deleteIfExists(database);
        Files.deleteIfExists(folder.temporary());
        Files.deleteIfExists(folder.restoring());
        throw new BackupException(backup.file() + " cannot be restored: " + problem);
    }
}
