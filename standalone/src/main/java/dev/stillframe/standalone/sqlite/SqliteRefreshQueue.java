package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.pack.RefreshCodec;
import dev.stillframe.core.port.RefreshQueue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The queue of refreshes in SQLite. It survives the process; a loss of power may cost the last requests, which are asked again
 * then.
 */
public final class SqliteRefreshQueue implements RefreshQueue {
    /** What the port promises is asked of the database in these words, so that a test can look at how it finds the rows. */
    static final String FIND = "SELECT id, scope, created, body FROM refreshes WHERE id = ?";

    static final String QUEUED = "SELECT id, scope, created, body FROM refreshes "
            + "WHERE scope = ? AND status = 'queued' ORDER BY created, id";
    static final String OPEN = "SELECT id, scope, created, body FROM refreshes "
            + "WHERE status IN ('queued', 'running') ORDER BY created, id";
    static final String COMPLETED = "SELECT id, scope, created, body FROM refreshes "
            + "WHERE scope = ? AND status = 'complete' ORDER BY updated DESC LIMIT ?";
    static final String ENDED = "SELECT id, scope, created, body FROM refreshes "
            + "WHERE status IN ('complete', 'failed') ORDER BY updated DESC, created DESC, id LIMIT ?";
    static final String EXPIRED =
            "SELECT id FROM refreshes WHERE status IN ('complete', 'failed') AND updated < ? ORDER BY created, id";

    private final Database database;

    /** The refreshes of a database. */
    public SqliteRefreshQueue(Database database) {
        this.database = database;
    }

    @Override
    public Asked ask(Scope scope, String id, long atMillis) {
        return database.writeRelaxed(connection -> {
            List<Refresh> present = query(connection, FIND, id);
            if (present.isEmpty()) {
                present = query(connection, QUEUED, scope.name());
            }
            if (!present.isEmpty()) {
                return new Asked(present.getFirst(), true);
            }
            Refresh added = Refresh.queued(id, scope, atMillis);
            insert(connection, added);
            return new Asked(added, false);
        });
    }

    @Override
    public void add(Refresh refresh) {
        database.writeRelaxed(connection -> {
            insert(connection, refresh);
            return true;
        });
    }

    private static void insert(Connection connection, Refresh refresh) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT OR IGNORE INTO refreshes (status, updated, body, id, scope, created) VALUES (?, ?, ?, ?, ?, ?)")) {
            bindState(insert, refresh);
            insert.setString(5, refresh.scope().name());
            insert.setLong(6, refresh.createdAt());
            insert.executeUpdate();
        }
    }

    private static void update(Connection connection, Refresh refresh) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE refreshes SET status = ?, updated = ?, body = ? WHERE id = ?")) {
            bindState(update, refresh);
            update.executeUpdate();
        }
    }

    private static void bindState(PreparedStatement statement, Refresh refresh) throws SQLException {
        statement.setString(1, refresh.status().label());
        statement.setLong(2, refresh.last().at());
        statement.setBytes(3, RefreshCodec.write(refresh.steps()));
        statement.setString(4, refresh.id());
    }

    @Override
    public List<Refresh> begin(Scope scope, Refresh.Step step) {
        return database.writeRelaxed(connection -> {
            List<Refresh> begun = new ArrayList<>();
            for (Refresh refresh : query(connection, QUEUED, scope.name())) {
                begun.add(refresh.with(step));
                update(connection, begun.getLast());
            }
            return begun;
        });
    }

    @Override
    public Optional<Refresh> step(String id, Refresh.Step step) {
        return database.writeRelaxed(connection -> {
            List<Refresh> found = query(connection, FIND, id);
            if (found.isEmpty() || found.getFirst().isOver()) {
                return Optional.empty();
            }
            Refresh now = found.getFirst().with(step);
            update(connection, now);
            return Optional.of(now);
        });
    }

    @Override
    public Optional<Refresh> find(String id) {
        return database.read(connection -> query(connection, FIND, id).stream().findFirst());
    }

    @Override
    public List<Refresh> open() {
        return database.read(connection -> query(connection, OPEN));
    }

    @Override
    public List<Refresh> completed(Scope scope, int limit) {
        return database.read(connection -> query(connection, COMPLETED, scope.name(), limit));
    }

    @Override
    public List<Refresh> ended(int limit) {
        return database.read(connection -> query(connection, ENDED, limit));
    }

    @Override
    public List<String> endedBefore(long before) {
        return database.read(connection -> endedBefore(connection, before));
    }

    private static List<String> endedBefore(Connection connection, long before) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(EXPIRED)) {
            query.setLong(1, before);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
        }
        return ids;
    }

    @Override
    public List<String> expire(long before) {
        return database.writeRelaxed(connection -> {
            List<String> ids = endedBefore(connection, before);
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM refreshes WHERE id = ?")) {
                for (String id : ids) {
                    delete.setString(1, id);
                    delete.executeUpdate();
                }
            }
            return ids;
        });
    }

    private static List<Refresh> query(Connection connection, String sql, Object... values) throws SQLException {
        List<Refresh> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Refresh(
                            row.getString(1),
                            new Scope(row.getString(2)),
                            row.getLong(3),
                            RefreshCodec.read(row.getBytes(4))));
                }
            }
        }
        return found;
    }
}
