package dev.stillframe.cli;

import dev.stillframe.standalone.backup.BackupFile;
import java.io.PrintWriter;

/** Says how far a backup or a restore is. */
final class BackupProgress implements BackupFile.Progress {
    private final Progress copied;
    private final Progress packed;

    /** Says it there; {@code packing} is what is done with the bytes. */
    BackupProgress(PrintWriter err, String packing) {
        this.copied = Progress.pieces(err, "copied");
        this.packed = Progress.bytes(err, packing);
    }

    @Override
    public void copied(long done, long total) {
        copied.at(done, total);
    }

    @Override
    public void packed(long done, long total) {
        packed.at(done, total);
    }
}
