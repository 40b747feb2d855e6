package dev.stillframe.standalone.build;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.deployment.Stores;
import dev.stillframe.core.port.RawArchive;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.CommittedFiles;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.files.Effects;
import dev.stillframe.standalone.files.FileArchive;
import dev.stillframe.standalone.files.LocalSnapshotStore;
import dev.stillframe.standalone.sqlite.Database;
import dev.stillframe.standalone.sqlite.SqliteAuditLog;
import dev.stillframe.standalone.sqlite.SqliteCheckpointStore;
import dev.stillframe.standalone.sqlite.SqliteFactStore;
import dev.stillframe.standalone.sqlite.SqliteImportLog;
import dev.stillframe.standalone.sqlite.SqliteLeaseStore;
import dev.stillframe.standalone.sqlite.SqliteRefreshQueue;
import dev.stillframe.standalone.sqlite.SqliteSampleStore;
import dev.stillframe.standalone.sqlite.SqliteTokenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.UUID;

/** The one-machine edition: a deployment in a data folder. */
public final class Edition extends Deployment {
    private final DataFolder folder;
    private final Database database;
    private final SqliteSampleStore samples;

    private Edition(
            DataFolder folder,
            Settings settings,
            Pages pages,
            InstantSource clock,
            Database database,
            SqliteSampleStore samples,
            Effects effects) {
        super(
                new Stores(
                        new Ports(
                                samples,
                                new SqliteCheckpointStore(database),
                                new LocalSnapshotStore(folder, database, clock, effects),
                                new SqliteLeaseStore(database)),
                        new SqliteImportLog(database),
                        new SqliteTokenStore(database),
                        new SqliteAuditLog(database),
                        new SqliteRefreshQueue(database),
                        new SqliteFactStore(database),
                        settings.serving().archive()
                                ? new FileArchive(folder, settings.zone(), effects)
                                : RawArchive.NONE),
                settings,
                pages,
                clock,
                () -> UUID.randomUUID().toString());
        this.folder = folder;
        this.database = database;
        this.samples = samples;
    }

    /** Opens a data folder, or makes a new one, for what needs no pages: builds publish none. */
    public static Edition open(DataFolder folder, Settings settings, InstantSource clock) {
        return open(folder, settings, Pages.NONE, clock);
    }

    /**
     * Opens a data folder, or makes a new one.
     *
     * @param pages makes what people see
     * @throws StoreException when it cannot be written
     * @throws dev.stillframe.standalone.sqlite.IncompatibleDataException when a newer version wrote it
     */
    public static Edition open(DataFolder folder, Settings settings, Pages pages, InstantSource clock) {
        return open(folder, settings, pages, clock, Effects.NONE);
    }

    /** As {@link #open(DataFolder, Settings, Pages, InstantSource)}, with somebody told before each change of a file. */
    public static Edition open(
            DataFolder folder, Settings settings, Pages pages, InstantSource clock, Effects effects) {
        try {
            Files.createDirectories(folder.root());
        } catch (IOException e) {
            throw new StoreException(
                    folder.root() + (Files.exists(folder.root()) ? " is not a folder" : " cannot be made")
                            + "; choose another with --data",
                    e);
        }
        if (!Files.isWritable(folder.root())) {
            throw new StoreException("the data folder " + folder.root()
                    + " cannot be written; make it writable, or choose another with --data");
        }
        if (Files.exists(folder.restoring())) {
            throw new StoreException("a restore into " + folder.root()
                    + " is under way or did not come to its end, and the folder is not whole; run 'stillframe restore'"
                    + " again, into this folder or another");
        }
        Database database = new Database(folder.database());
        try {
            SqliteSampleStore samples = new SqliteSampleStore(database, settings.metrics());
            return new Edition(folder, settings, pages, clock, database, samples, effects);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** The folder. */
    public DataFolder folder() {
        return folder;
    }

    @Override
    public String place() {
        return folder.root().toString();
    }

    /** The number of the last log entry by which samples ceased to count, or count again; 0 when there is none. */
    public long lastChange() {
        return samples.lastChange();
    }

    /** The database file, for checks. */
    public Database database() {
        return database;
    }

    /** What to serve for a damaged public file. */
    public CommittedFiles committedFiles() {
        return committedFiles(LocalSnapshotStore::versionId);
    }

    /** What other pages would show of what is committed. */
    public CommittedFiles committedFiles(Pages pages) {
        return committedFiles(pages, LocalSnapshotStore::versionId);
    }

    @Override
    public void close() {
        database.close();
    }
}
