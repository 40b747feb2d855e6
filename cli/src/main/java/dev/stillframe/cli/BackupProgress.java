package dev.stillframe.cli;

import dev.stillframe.standalone.backup.BackupFile;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Says how far a backup or a restore is, each of its parts for itself. For one thread. */
final class BackupProgress implements BackupFile.Progress {
    private final PrintWriter err;
    private final String packing;
    private @Nullable Progress part;
    private long last = Long.MAX_VALUE;

    /** Says it there; {@code packing} is what is done with the bytes. */
    BackupProgress(PrintWriter err, String packing) {
        this.err = err;
        this.packing = packing;
    }

    @Override
    public void copied(long done, long total) {
        if (part == null) {
            part = Progress.pieces(err, "copied");
        }
        part.at(done, total);
    }

    @Override
    public void packed(long done, long total) {
        // The next part begins with less than the last one had: its speed is its own.
        Progress now = part;
        if (now == null || done < last) {
            now = Progress.bytes(err, packing);
            part = now;
        }
        last = done;
        now.at(done, total);
    }
}
