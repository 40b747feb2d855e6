package dev.stillframe.standalone.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A table of names with small numbers, kept in memory as far as it was seen. Names are never removed, so that what is
 * remembered stays right; only what was committed is remembered.
 */
final class Names {
    private final String table;
    private final Map<String, Long> ids = new ConcurrentHashMap<>();
    private final Map<Long, String> names = new ConcurrentHashMap<>();

    Names(String table) {
        this.table = table;
    }

    /** The number of a name, or -1. */
    long find(Connection connection, String name) throws SQLException {
        Long known = ids.get(name);
        if (known != null) {
            return known;
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT id FROM " + table + " WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        }
    }

    /** The number of a name, which is added when it is new. */
    long findOrAdd(Connection connection, String name) throws SQLException {
        long id = find(connection, name);
        if (id >= 0) {
            return id;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " (name) VALUES (?) RETURNING id")) {
            insert.setString(1, name);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The name of a number that is in the table. */
    String name(Connection connection, long id) throws SQLException {
        String known = names.get(id);
        if (known != null) {
            return known;
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT name FROM " + table + " WHERE id = ?")) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException(table + " has no number " + id);
                }
                String name = row.getString(1);
                remember(name, id);
                return name;
            }
        }
    }

    /** Remembers a pair that is committed. */
    void remember(String name, long id) {
        ids.put(name, id);
        names.put(id, name);
    }
}
