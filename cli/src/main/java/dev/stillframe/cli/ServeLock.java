package dev.stillframe.cli;

import dev.stillframe.standalone.files.DataFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Held by the one {@code serve} of a data folder. The system gives it back when the process ends, however it ends. */
final class ServeLock implements AutoCloseable {
    private final FileChannel channel;

    private ServeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes it, or says that another has it. */
    static ServeLock take(DataFolder folder) {
        try {
            FileChannel channel =
                    FileChannel.open(folder.serveLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new Failure("another 'serve' or 'demo' is running on "
                        + folder.root().toAbsolutePath().normalize()
                        + "; stop it, or choose another folder with --data");
            }
            return new ServeLock(channel);
        } catch (IOException e) {
            throw new Failure(folder.serveLock() + " cannot be locked: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The end of the process gives it back.
        }
    }
}
