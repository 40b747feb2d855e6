package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.AuditLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The audit log in SQLite. Nothing is synced for it: what is written durably later carries all earlier entries to the disk with
 * it.
 */
public final class SqliteAuditLog implements AuditLog {
    private final Database database;

    /** The audit log of a database. */
    public SqliteAuditLog(Database database) {
        this.database = database;
    }

    @Override
    public String begin(Entry entry) {
        return database.writeRelaxed(connection -> insert(connection, entry));
    }

    private static String insert(Connection connection, Entry entry) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO audit (at, actor, address, action, subject, outcome, count) VALUES (?, ?, ?, ?, ?, ?, ?)"
                        + " RETURNING id")) {
            insert.setLong(1, entry.at());
            insert.setString(2, entry.actor());
            insert.setString(3, entry.address());
            insert.setString(4, entry.action());
            insert.setString(5, entry.subject());
            insert.setString(6, entry.outcome());
            insert.setLong(7, entry.count());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Override
    public void end(String id, String outcome) {
        database.writeRelaxed(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE audit SET outcome = ? WHERE id = ?")) {
                update.setString(1, outcome);
                update.setLong(2, Long.parseLong(id));
                return update.executeUpdate();
            }
        });
    }

    @Override
    public void add(List<Entry> entries) {
        database.writeRelaxed(connection -> {
            for (Entry entry : entries) {
                insert(connection, entry);
            }
            return true;
        });
    }

    @Override
    public List<Entry> newest(int limit) {
        return database.read(connection -> {
            List<Entry> found = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(
                            "SELECT at, actor, address, action, subject, outcome, count FROM audit "
                                    + "ORDER BY id DESC LIMIT " + limit);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Entry(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getLong(7)));
                }
            }
            return found;
        });
    }

    @Override
    public void expire(long before) {
        database.writeRelaxed(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM audit WHERE at < ?")) {
                delete.setLong(1, before);
                return delete.executeUpdate();
            }
        });
    }
}
