package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.FactStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/** A few named texts about a data folder, in its database. */
public final class SqliteFactStore implements FactStore {
    private final Database database;

    /** The facts of a database. */
    public SqliteFactStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> get(String name) {
        return database.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT value FROM facts WHERE name = ?")) {
                query.setString(1, name);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void put(String name, String value) {
        database.write(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)")) {
                insert.setString(1, name);
                insert.setString(2, value);
                return insert.executeUpdate();
            }
        });
    }
}
