package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.CommitResult;
import dev.stillframe.core.port.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The checkpoint store in SQLite. A commit is one transaction with one sync. */
public final class SqliteCheckpointStore implements CheckpointStore {
    private final Database database;

    /** The checkpoints of a database. */
    public SqliteCheckpointStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Root> load(Scope scope) {
        return database.read(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT version, bytes FROM roots WHERE scope = ?")) {
                query.setString(1, scope.name());
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(new Root(row.getLong(1), row.getBytes(2))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public Optional<byte[]> object(Scope scope, String id) {
        return database.read(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT bytes FROM objects WHERE scope = ? AND id = ?")) {
                query.setString(1, scope.name());
                query.setString(2, id);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public CommitResult replace(
            Scope scope, long expectedVersion, byte[] root, List<StateObject> objects, List<String> keep) {
        try {
            return database.write(connection -> {
                if (!replaceRoot(connection, scope, expectedVersion, root)) {
                    return new CommitResult.Lost();
                }
                for (StateObject object : objects) {
                    put(connection, scope, object);
                }
                dropAllBut(connection, scope, new HashSet<>(keep));
                return new CommitResult.Committed(expectedVersion + 1);
            });
        } catch (StoreException e) {
            return new CommitResult.Unknown(String.valueOf(e.getMessage()));
        }
    }

    private static boolean replaceRoot(Connection connection, Scope scope, long expected, byte[] root)
            throws SQLException {
        String sql = expected == 0
                ? "INSERT OR IGNORE INTO roots (version, bytes, scope) VALUES (1, ?, ?)"
                : "UPDATE roots SET version = version + 1, bytes = ? WHERE scope = ? AND version = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, root);
            statement.setString(2, scope.name());
            if (expected != 0) {
                statement.setLong(3, expected);
            }
            return statement.executeUpdate() == 1;
        }
    }

    private static void put(Connection connection, Scope scope, StateObject object) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO objects (scope, id, bytes) VALUES (?, ?, ?)")) {
            insert.setString(1, scope.name());
            insert.setString(2, object.id());
            insert.setBytes(3, object.bytes());
            insert.executeUpdate();
        }
    }

    private static void dropAllBut(Connection connection, Scope scope, Set<String> keep) throws SQLException {
        List<String> drop = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT id FROM objects WHERE scope = ?")) {
            query.setString(1, scope.name());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (!keep.contains(row.getString(1))) {
                        drop.add(row.getString(1));
                    }
                }
            }
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM objects WHERE scope = ? AND id = ?")) {
            for (String id : drop) {
                delete.setString(1, scope.name());
                delete.setString(2, id);
                delete.executeUpdate();
            }
        }
    }

    @Override
    public List<Scope> scopes() {
        return database.read(connection -> {
            List<Scope> scopes = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT scope FROM roots");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    scopes.add(new Scope(row.getString(1)));
                }
            }
            scopes.sort(null);
            return scopes;
        });
    }
}
