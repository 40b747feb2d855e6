package dev.stillframe.standalone.backup;

import dev.stillframe.core.port.StoreException;
import dev.stillframe.standalone.sqlite.DatabaseCopy;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a backup: a ZIP file with a copy of the database, the settings file, and last the manifest with their checksums. It has its
 * name only once all of it is on the disk. Until then there are files with the same name and {@code .unfinished} behind it, which a
 * process that is killed leaves, and which are of no use then.
 */
public final class BackupFile {
    private final Path target;
    private final boolean replace;
    private final Progress progress;

    /** Told how far a backup is. */
    public interface Progress {
        /** So many of so many entries of the log are copied. */
        void copied(long done, long total);

        /** So many of so many bytes are packed. */
        void packed(long done, long total);
    }

    /** Makes the database of a backup. */
    @FunctionalInterface
    public interface Copying {
        /** Makes it in a new file. */
        DatabaseCopy.Contents to(Path file, DatabaseCopy.Progress progress);
    }

    /** What was written. */
    public record Written(Path file, long bytes, BackupManifest manifest) {}

    /**
     * A backup that is to be written.
     *
     * @param target its name
     * @param replace whether a file of that name may be there already
     */
    public BackupFile(Path target, boolean replace, Progress progress) {
        this.target = target;
        this.replace = replace;
        this.progress = progress;
    }

    /**
     * Writes it.
     *
     * @param source what it is made of, for people
     * @param settings the settings file, empty where there is none
     * @param createdAt now, epoch milliseconds
     * @param name tells it from other backups that are being written: up to 40 letters and digits
     * @throws BackupException when the file is there already or cannot be written
     * @throws StoreException when what is backed up cannot be read
     */
    public Written write(String source, Optional<byte[]> settings, long createdAt, String name, Copying database) {
        refuseExisting();
        Path copy = target.resolveSibling(target.getFileName() + "." + name + ".db.unfinished");
        Path packed = target.resolveSibling(target.getFileName() + "." + name + ".unfinished");
        try {
            // What tokens hash to and who did what is for nobody else.
            Files.createFile(copy, forOwnerOnly());
            Files.createFile(packed, forOwnerOnly());
            copy.toFile().deleteOnExit();
            packed.toFile().deleteOnExit();
            DatabaseCopy.Contents contents = database.to(copy, progress::copied);
            BackupManifest manifest = pack(packed, copy, source, settings, createdAt, contents);
            place(packed);
            return new Written(target, Files.size(target), manifest);
        } catch (IOException e) {
            throw new BackupException(target + " cannot be written: " + reason(e), e);
        } finally {
            delete(copy);
            delete(packed);
        }
    }

    private void refuseExisting() {
        if (!replace && Files.exists(target)) {
            throw new BackupException(target + " is there already; choose another name, or use --force to replace it");
        }
    }

    private static FileAttribute<?>[] forOwnerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private BackupManifest pack(
            Path packed,
            Path copy,
            String source,
            Optional<byte[]> settings,
            long createdAt,
            DatabaseCopy.Contents contents)
            throws IOException {
        try (FileChannel channel = FileChannel.open(packed, Set.of(StandardOpenOption.WRITE));
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            List<BackupManifest.Entry> entries = new ArrayList<>();
            try (InputStream in = Files.newInputStream(copy)) {
                entries.add(entry(zip, BackupManifest.DATABASE, in, Files.size(copy), createdAt));
            }
            if (settings.isPresent()) {
                byte[] text = settings.get();
                entries.add(
                        entry(zip, BackupManifest.SETTINGS, new ByteArrayInputStream(text), text.length, createdAt));
            }
            BackupManifest manifest = new BackupManifest(createdAt, source, contents, entries);
            byte[] json = manifest.toJson();
            entry(zip, BackupManifest.NAME, new ByteArrayInputStream(json), json.length, createdAt);
            zip.finish();
            out.flush();
            channel.force(true);
            return manifest;
        }
    }

    private BackupManifest.Entry entry(ZipOutputStream zip, String name, InputStream in, long size, long createdAt)
            throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.fromMillis(createdAt));
        zip.putNextEntry(entry);
        MessageDigest digest = BackupReader.sha256();
        byte[] buffer = new byte[1 << 16];
        long done = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
            zip.write(buffer, 0, n);
            done += n;
            progress.packed(done, size);
        }
        zip.closeEntry();
        return new BackupManifest.Entry(name, done, HexFormat.of().formatHex(digest.digest()));
    }

    private void place(Path packed) throws IOException {
        try {
            if (replace) {
                Files.move(packed, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(packed, target);
            }
        } catch (FileAlreadyExistsException e) {
            refuseExisting();
            throw e;
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            Durable.sync(folder);
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "its folder does not exist"
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is of no use, and its name says so.
        }
    }
}
