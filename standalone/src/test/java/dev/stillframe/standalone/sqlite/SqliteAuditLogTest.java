package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.AuditLog;
import dev.stillframe.testkit.AuditLogContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteAuditLogTest extends AuditLogContract {
    @TempDir
    Path folder;

    private @Nullable Database database;

    @Override
    protected AuditLog create() {
        database = new Database(folder.resolve("stillframe.db"));
        return new SqliteAuditLog(database);
    }

    @Override
    protected AuditLog reopen(AuditLog opened) {
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
