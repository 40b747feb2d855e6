package dev.stillframe.standalone.files;

import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.standalone.sqlite.Database;
import dev.stillframe.testkit.SnapshotStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class LocalSnapshotStoreTest extends SnapshotStoreContract {
    @TempDir
    Path folder;

    private @Nullable Database database;

    @Override
    protected SnapshotStore create() {
        database = new Database(folder.resolve("stillframe.db"));
        return new LocalSnapshotStore(new DataFolder(folder), database, InstantSource.system(), Effects.NONE);
    }

    @Override
    protected SnapshotStore reopen(SnapshotStore opened) {
        close();
        return create();
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
