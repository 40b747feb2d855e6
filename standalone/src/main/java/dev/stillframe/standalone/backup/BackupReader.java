package dev.stillframe.standalone.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads a backup, which may be anything: only the few names that a backup has are ever read, and none becomes a path. */
public final class BackupReader implements AutoCloseable {
    private static final int LARGEST_MANIFEST = 1 << 20;
    private static final int LARGEST_SETTINGS = 16 << 20;

    private final Path file;
    private final ZipFile zip;
    private final BackupManifest manifest;

    private BackupReader(Path file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest();
        checkNames();
    }

    /**
     * Opens a backup and reads its manifest.
     *
     * @throws BackupException when it is none, is damaged, or cannot be read
     */
    public static BackupReader open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BackupException(
                    file + (Files.exists(file) ? " is no file" : " does not exist") + "; name the file of a backup");
        }
        ZipFile zip = null;
        try {
            zip = new ZipFile(file.toFile());
            return new BackupReader(file, zip);
        } catch (IOException e) {
            close(zip);
            throw new BackupException(file + " is no backup, or it is damaged: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            close(zip);
            throw e;
        }
    }

    private static void close(@org.jspecify.annotations.Nullable ZipFile zip) {
        try {
            if (zip != null) {
                zip.close();
            }
        } catch (IOException e) {
            // It was only read.
        }
    }

    private BackupManifest manifest() throws IOException {
        byte[] json = read(BackupManifest.NAME, LARGEST_MANIFEST);
        try {
            return BackupManifest.parse(json);
        } catch (IllegalArgumentException e) {
            throw new BackupException(file + " cannot be restored: " + e.getMessage(), e);
        }
    }

    private void checkNames() {
        List<String> names =
                Collections.list(zip.entries()).stream().map(ZipEntry::getName).toList();
        Set<String> expected = new HashSet<>(Set.of(BackupManifest.NAME));
        manifest.entries().forEach(e -> expected.add(e.name()));
        for (String name : names) {
            if (!expected.contains(name)) {
                throw new BackupException(file + " is no backup: it has an entry '" + name.replaceAll("\\p{C}", "?")
                        + "', which no backup has");
            }
        }
        if (names.size() != expected.size()) {
            throw new BackupException(file + " is no whole backup: its entries are " + names);
        }
    }

    private byte[] read(String name, int largest) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new BackupException(file + " is no whole backup: it has no " + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(largest + 1);
            if (bytes.length > largest) {
                throw new BackupException(
                        file + " is no backup: its " + name + " is larger than " + largest + " bytes");
            }
            return bytes;
        }
    }

    /** What the backup says of itself. */
    public BackupManifest contents() {
        return manifest;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /**
     * The settings file; empty where there was none. Checked with the rest by {@link #check}.
     *
     * @throws BackupException when it cannot be read
     */
    public Optional<byte[]> settings() {
        try {
            return manifest.entries().stream().anyMatch(e -> e.name().equals(BackupManifest.SETTINGS))
                    ? Optional.of(read(BackupManifest.SETTINGS, LARGEST_SETTINGS))
                    : Optional.empty();
        } catch (IOException e) {
            throw damaged(BackupManifest.SETTINGS, e);
        }
    }

    private BackupException damaged(String name, IOException e) {
        return new BackupException(file + " is damaged: its " + name + " cannot be read: " + e.getMessage(), e);
    }

    /**
     * Reads all of it and compares the checksums.
     *
     * @throws BackupException when one differs
     */
    public void check(BackupFile.Progress progress) {
        for (BackupManifest.Entry entry : manifest.entries()) {
            try (OutputStream out = OutputStream.nullOutputStream()) {
                copy(entry, out, progress);
            } catch (IOException e) {
                throw damaged(entry.name(), e);
            }
        }
    }

    /**
     * Copies the database to a new file, which is on the disk when this returns.
     *
     * @throws BackupException when its checksum is not right
     * @throws IOException when the file cannot be written
     */
    void database(Path to, BackupFile.Progress progress) throws IOException {
        try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (BackupManifest.Entry entry : manifest.entries()) {
                if (entry.name().equals(BackupManifest.DATABASE)) {
                    copy(entry, out, progress);
                }
            }
        }
        Durable.sync(to);
    }

    private void copy(BackupManifest.Entry entry, OutputStream out, BackupFile.Progress progress) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        long done = 0;
        try (InputStream in = zip.getInputStream(zip.getEntry(entry.name()))) {
            for (int n = in.read(buffer); n >= 0 && done <= entry.bytes(); n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
                done += n;
                progress.packed(done, entry.bytes());
            }
        }
        if (done != entry.bytes() || !HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
            throw new BackupException(
                    file + " is damaged: its " + entry.name() + " is not what the manifest says; use another backup");
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java has it.
        }
    }

    @Override
    public void close() {
        close(zip);
    }
}
