package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.testkit.CheckpointStoreContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteCheckpointStoreTest extends CheckpointStoreContract {
    @TempDir
    Path folder;

    private @Nullable Database database;

    @Override
    protected CheckpointStore create() {
        database = new Database(folder.resolve("stillframe.db"));
        return new SqliteCheckpointStore(database);
    }

    @Override
    protected CheckpointStore reopen(CheckpointStore opened) {
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
