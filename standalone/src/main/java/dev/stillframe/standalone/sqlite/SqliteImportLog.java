package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.ImportLog;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** The import log in SQLite. */
public final class SqliteImportLog implements ImportLog {
    private final Database database;

    /** The imports of a database. */
    public SqliteImportLog(Database database) {
        this.database = database;
    }

    @Override
    public long begin(String source, long atMillis) {
        return database.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO imports (source, started, finished, stored, undone) VALUES (?, ?, 0, 0, 0) RETURNING id")) {
                insert.setString(1, source);
                insert.setLong(2, atMillis);
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    @Override
    public void finish(long id, long stored, long atMillis) {
        database.write(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE imports SET stored = ?, finished = ? WHERE id = ?")) {
                update.setLong(1, stored);
                update.setLong(2, atMillis);
                update.setLong(3, id);
                return update.executeUpdate();
            }
        });
    }

    @Override
    public void undone(long id, long atMillis) {
        database.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE imports SET undone = ? WHERE id = ?")) {
                update.setLong(1, atMillis);
                update.setLong(2, id);
                return update.executeUpdate();
            }
        });
    }

    @Override
    public void discard(long id) {
        database.write(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM imports WHERE id = ?")) {
                delete.setLong(1, id);
                return delete.executeUpdate();
            }
        });
    }

    @Override
    public List<Import> imports() {
        return database.read(connection -> {
            List<Import> all = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(
                            "SELECT id, source, started, finished, stored, undone FROM imports ORDER BY id");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    all.add(new Import(
                            row.getLong(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6)));
                }
            }
            return all;
        });
    }
}
