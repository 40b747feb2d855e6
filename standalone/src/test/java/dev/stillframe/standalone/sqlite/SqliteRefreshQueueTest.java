package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.testkit.RefreshQueueContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteRefreshQueueTest extends RefreshQueueContract {
    @TempDir
    Path folder;

    private @Nullable Database database;

    @Override
    protected RefreshQueue create() {
        database = new Database(folder.resolve("stillframe.db"));
        return new SqliteRefreshQueue(database);
    }

    @Override
    protected RefreshQueue reopen(RefreshQueue opened) {
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
