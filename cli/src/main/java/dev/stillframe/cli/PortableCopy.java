package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.deployment.Transfer;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.backup.BackupReader;
import dev.stillframe.standalone.backup.FolderRestore;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.sqlite.DatabaseCopy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Backups of and to deployments that are no data folder, by way of a folder that exists meanwhile. */
final class PortableCopy {
    /** In the facts of a deployment: which backup is being restored into it; empty when that has come to its end. */
    private static final String RESTORING = "restoring";

    private final Deployment deployment;
    private final InstantSource clock;
    private final PrintWriter err;

    /** Of or to this deployment. */
    PortableCopy(Deployment deployment, InstantSource clock, PrintWriter err) {
        this.deployment = deployment;
        this.clock = clock;
        this.err = err;
    }

    /** Makes the database of a backup in a new file; a folder beside it is used meanwhile. */
    DatabaseCopy.Contents to(Path file, DatabaseCopy.Progress progress) {
        Path folder = file.resolveSibling(file.getFileName() + ".folder");
        try {
            DataFolder data = new DataFolder(folder);
            try (Edition edition = Edition.open(data, deployment.settings(), clock)) {
                new Transfer(deployment, edition, shown("copied")).run();
            }
            return DatabaseCopy.copy(data.database(), file, progress);
        } finally {
            delete(folder);
        }
    }

    /** Puts what is in a backup into the deployment, which must be empty or be the one of an attempt with the same backup. */
    void from(BackupReader backup) {
        String which = backup.contents().toString();
        String name =
                Integer.toHexString(which.hashCode()) + "-" + backup.contents().createdAt();
        boolean again = deployment.facts().get(RESTORING).filter(name::equals).isPresent();
        if (!again && !Transfer.isEmpty(deployment)) {
            throw new Failure(deployment.place() + " is not empty; a backup is restored into a new deployment");
        }
        Path folder = temporary();
        try {
            DataFolder data = new DataFolder(folder.resolve("data"));
            new FolderRestore(backup, data, new BackupProgress(err, "checked or unpacked")).run();
            Settings settings = deployment.settings();
            try (Edition edition = Edition.open(data, settings, clock)) {
                deployment.facts().put(RESTORING, name);
                new Transfer(edition, deployment, shown("stored")).run();
                deployment.facts().put(RESTORING, "");
            }
        } finally {
            delete(folder);
        }
    }

    private LongConsumer shown(String what) {
        Progress progress = Progress.pieces(err, what);
        return done -> progress.at(done, done);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("stillframe-restore");
        } catch (IOException e) {
            throw new Failure("no temporary folder can be made: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It is of no use, and its name says so.
        }
    }
}
