package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.FactStore;
import dev.stillframe.testkit.FactStoreContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteFactStoreTest extends FactStoreContract {
    @TempDir
    Path folder;

    private @Nullable Database database;

    @Override
    protected FactStore store() {
        database = new Database(folder.resolve("stillframe.db"));
        return new SqliteFactStore(database);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
