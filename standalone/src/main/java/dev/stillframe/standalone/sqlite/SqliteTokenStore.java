package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.TokenStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tokens in SQLite. */
public final class SqliteTokenStore implements TokenStore {
    private static final String COLUMNS = "SELECT id, role, host, hash, created, expires, revoked FROM tokens ";

    private final Database database;

    /** The tokens of a database. */
    public SqliteTokenStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(Token token) {
        database.write(connection -> {
            Optional<Token> present = find(connection, token.id());
            if (present.isEmpty()) {
                insert(connection, token);
            } else if (!present.get().equals(token)) {
                throw new StoreException("there is another token " + token.id());
            }
            return true;
        });
    }

    private static void insert(Connection connection, Token token) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO tokens (id, role, host, hash, created, expires, revoked) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, token.id());
            insert.setString(2, token.role().label());
            insert.setString(3, token.host());
            insert.setString(4, token.hash());
            insert.setLong(5, token.createdAt());
            insert.setLong(6, token.expiresAt());
            insert.setLong(7, token.revokedAt());
            insert.executeUpdate();
        }
    }

    @Override
    public Optional<Token> find(String id) {
        return database.read(connection -> find(connection, id));
    }

    private static Optional<Token> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COLUMNS + "WHERE id = ?")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(token(row)) : Optional.empty();
            }
        }
    }

    private static Token token(ResultSet row) throws SQLException {
        String role = row.getString(2);
        return new Token(
                row.getString(1),
                Role.of(role).orElseThrow(() -> new SQLException("a token has the role '" + role + "'")),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7));
    }

    @Override
    public boolean revoke(String id, long atMillis) {
        return database.write(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE tokens SET revoked = ? WHERE id = ? AND revoked = 0")) {
                update.setLong(1, atMillis);
                update.setString(2, id);
                return update.executeUpdate() == 1 || find(connection, id).isPresent();
            }
        });
    }

    @Override
    public List<Token> tokens() {
        return database.read(connection -> {
            List<Token> all = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(COLUMNS + "ORDER BY created, id");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    all.add(token(row));
                }
            }
            return all;
        });
    }
}
