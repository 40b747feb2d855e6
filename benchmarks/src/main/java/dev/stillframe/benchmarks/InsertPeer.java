package dev.stillframe.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Peer: bare inserts of values that are parsed already, in transactions as long as the importer's, each synced. */
final class InsertPeer {
    private static final int BATCH = 10_000;
    private static final int BODY_BYTES = 70;

    private InsertPeer() {}

    /** Into a table of numbers with the time as its key. */
    static void plain(Path file, int rows) throws SQLException {
        insert(
                file,
                rows,
                List.of("CREATE TABLE samples (t INTEGER PRIMARY KEY, download INTEGER, upload INTEGER, ping INTEGER)"),
                "INSERT OR IGNORE INTO samples VALUES (?, ?, ?, ?)",
                false,
                BATCH);
    }

    /** Into a log of arrivals with the two indexes that order of arrival and identity ask for. */
    static void log(Path file, int rows) throws SQLException {
        log(file, rows, BATCH);
    }

    /** The same with so many rows in a transaction. */
    static void log(Path file, int rows, int batch) throws SQLException {
        insert(
                file,
                rows,
                List.of(
                        "CREATE TABLE log (seq INTEGER PRIMARY KEY AUTOINCREMENT, host INTEGER NOT NULL, t INTEGER,"
                                + " origin INTEGER NOT NULL, body BLOB)",
                        "CREATE UNIQUE INDEX log_identity ON log (host, t)",
                        "CREATE INDEX log_of_host ON log (host)"),
                "INSERT OR IGNORE INTO log (host, t, origin, body) VALUES (1, ?, 1, ?)",
                true,
                batch);
    }

    private static void insert(Path file, int rows, List<String> tables, String sql, boolean body, int batch)
            throws SQLException {
        byte[] bytes = new byte[BODY_BYTES];
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
                for (String table : tables) {
                    statement.execute(table);
                }
            }
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                for (int i = 1; i <= rows; i++) {
                    insert.setLong(1, History.END + i * 60_000L);
                    if (body) {
                        insert.setBytes(2, bytes);
                    } else {
                        insert.setLong(2, 90_000L + i % 5_000);
                        insert.setLong(3, 40_000L + i % 2_000);
                        insert.setLong(4, 9_000L + i % 3_000);
                    }
                    insert.addBatch();
                    if (i % batch == 0 || i == rows) {
                        insert.executeBatch();
                        connection.commit();
                    }
                }
            }
        }
    }
}
