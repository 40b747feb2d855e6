package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.LeaseStore;
import dev.stillframe.testkit.LeaseStoreContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteLeaseStoreTest extends LeaseStoreContract {
    @TempDir
    Path folder;

    private @Nullable Database database;

    @Override
    protected LeaseStore create() {
        database = new Database(folder.resolve("stillframe.db"));
        return new SqliteLeaseStore(database);
    }

    @Override
    protected LeaseStore reopen(LeaseStore opened) {
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
