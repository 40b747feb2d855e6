package dev.stillframe.standalone.files;

import dev.stillframe.core.encode.ArchiveKeys;
import dev.stillframe.core.port.RawArchive;
import dev.stillframe.core.port.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.UUID;

/** The raw archive as files below {@link DataFolder#archive}. For use by any number of threads and processes. */
public final class FileArchive implements RawArchive {
    private final DataFolder folder;
    private final ArchiveKeys keys;
    private final Effects effects;

    /**
     * The archive of a data folder.
     *
     * @param zone the deployment's
     * @param effects told before each change of a file
     */
    public FileArchive(DataFolder folder, ZoneId zone, Effects effects) {
        this.folder = folder;
        this.keys = new ArchiveKeys(zone);
        this.effects = effects;
    }

    @Override
    public void put(String host, long t, byte[] result) {
        String key = keys.key(host, t);
        Path path = folder.archive().resolve(key);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        // Its name is one that the snapshot store removes after an hour, should the process die.
        Path temporary = folder.temporary().resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectories(folder.temporary());
            write(temporary, result);
            Files.createDirectories(path.getParent());
            effects.before("archive");
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(temporary, e);
            throw new StoreException("archive/" + key + " could not be written: " + e, e);
        }
    }

    /** Synced: nothing computes it again, and after a loss of power an empty file would keep its place for good. */
    private void write(Path file, byte[] bytes) throws IOException {
        effects.before("write");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    private static void discard(Path temporary, IOException cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
