package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.testkit.SampleStoreAside;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteSampleStoreAsideTest extends SampleStoreAside {
    @TempDir
    Path folder;

    private @Nullable Database database;

    @Override
    protected SampleStore create() {
        database = new Database(folder.resolve("stillframe.db"));
        return new SqliteSampleStore(database, Metrics.BUILT_IN);
    }

    @Override
    protected SampleStore reopen(SampleStore opened) {
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
