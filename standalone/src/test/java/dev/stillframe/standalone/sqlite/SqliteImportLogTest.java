package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.ImportLog;
import dev.stillframe.testkit.ImportLogContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteImportLogTest extends ImportLogContract {
    @TempDir
    Path folder;

    private @Nullable Database database;

    @Override
    protected ImportLog create() {
        database = new Database(folder.resolve("stillframe.db"));
        return new SqliteImportLog(database);
    }

    @Override
    protected ImportLog reopen(ImportLog opened) {
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
