package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.TokenStore;
import dev.stillframe.testkit.TokenStoreContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteTokenStoreTest extends TokenStoreContract {
    @TempDir
    Path folder;

    private @Nullable Database database;

    @Override
    protected TokenStore create() {
        database = new Database(folder.resolve("stillframe.db"));
        return new SqliteTokenStore(database);
    }

    @Override
    protected TokenStore reopen(TokenStore opened) {
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
