package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/**
 * Copies of the database, while others read and write it, and what can be said of one: for backups. A copy has what cannot be computed
 * again, and of each scope how far its builds had come, so that their numbers go on.
 */
public final class DatabaseCopy {
    /** What builds compute again, or what is of no use in another place or at another time. */
    private static final Set<String> LEFT_OUT = Set.of("objects", "leases", "public_files", "refreshes");

    private static final long ROWS = 50_000;
    private static final String ARRIVALS = "arrivals";

    private DatabaseCopy() {}

    /** Told how far a copy is. */
    @FunctionalInterface
    public interface Progress {
        /** So many of so many entries of the log are copied. */
        void at(long done, long total);
    }

    /**
     * What a database holds.
     *
     * @param schema the version of its tables
     * @param entries of the log of arrivals
     * @param samples those of them that count
     * @param hosts hosts that ever had a sample
     * @param imports imports
     * @param tokens tokens
     * @param audit entries of the audit log
     */
    public record Contents(int schema, long entries, long samples, long hosts, long imports, long tokens, long audit) {}

    /**
     * Copies a database as it is at one moment into a new file. Nobody who uses it is kept waiting.
     *
     * @param from a database with the present tables
     * @param to a file that does not exist
     * @throws StoreException when it cannot be read, or the copy cannot be written; what there is of the copy is of no use then
     */
    public static Contents copy(Path from, Path to, Progress progress) {
        SQLiteConfig config = new SQLiteConfig();
        // Of a copy that was not finished nothing is used.
        config.setJournalMode(SQLiteConfig.JournalMode.OFF);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setBusyTimeout(10_000);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + to, config.toProperties())) {
            Schema.prepare(connection, to);
            try (PreparedStatement attach = connection.prepareStatement("ATTACH DATABASE ? AS source")) {
                attach.setString(1, from.toString());
                attach.execute();
            }
            Database.execute(connection, "BEGIN");
            for (String table : tables(connection)) {
                if (table.equals(ARRIVALS)) {
                    arrivals(connection, progress);
                } else {
                    Database.execute(connection, "DELETE FROM main." + table);
                    Database.execute(connection, insert(connection, table));
                }
            }
            // Numbers that were given once are never given again, also of what was deleted.
            Database.execute(connection, "DELETE FROM main.sqlite_sequence");
            Database.execute(
                    connection,
                    "INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM source.sqlite_sequence");
            Database.execute(connection, "COMMIT");
            Database.execute(connection, "DETACH DATABASE source");
            return contents(connection);
        } catch (SQLException e) {
            throw new StoreException("the database " + from + " could not be copied: " + e.getMessage(), e);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name FROM source.sqlite_master WHERE type = 'table'"
                        + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid")) {
            while (row.next()) {
                if (!LEFT_OUT.contains(row.getString(1))) {
                    tables.add(row.getString(1));
                }
            }
        }
        return tables;
    }

    /** By the names of the columns: a table that was brought up to date may have them in another order. */
    private static String insert(Connection connection, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT name FROM pragma_table_info(?)")) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    columns.add('"' + row.getString(1) + '"');
                }
            }
        }
        String all = String.join(", ", columns);
        return "INSERT INTO main." + table + " (" + all + ") SELECT " + all + " FROM source." + table;
    }

    private static void arrivals(Connection connection, Progress progress) throws SQLException {
        long last = number(connection, "SELECT max(seq) FROM source.arrivals");
        String sql = insert(connection, ARRIVALS) + " WHERE seq > ? AND seq <= ? ORDER BY seq";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (long seq = 0; seq < last; seq += ROWS) {
                insert.setLong(1, seq);
                insert.setLong(2, seq + ROWS);
                insert.executeUpdate();
                progress.at(Math.min(seq + ROWS, last), last);
            }
        }
    }

    /**
     * What a database file holds, after a check of all of it. Nothing else may use the file.
     *
     * @throws StoreException when it is damaged, has what no database of ours has, or cannot be read
     * @throws IncompatibleDataException when it is another program's, or of a newer version
     */
    public static Contents check(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties())) {
            Database.execute(connection, "PRAGMA trusted_schema = OFF");
            Schema.checkVersion(connection, file);
            if (number(connection, "SELECT count(*) FROM sqlite_master WHERE type NOT IN ('table', 'index')") > 0) {
                throw new StoreException("the database has triggers or views, which no database of Stillframe has");
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("PRAGMA integrity_check(1)")) {
                if (!row.next() || !row.getString(1).equals("ok")) {
                    throw new StoreException("the database is damaged: " + row.getString(1));
                }
            }
            return contents(connection);
        } catch (SQLException e) {
            throw new StoreException("the database is damaged: " + e.getMessage(), e);
        }
    }

    private static Contents contents(Connection connection) throws SQLException {
        return new Contents(
                (int) number(connection, "PRAGMA user_version"),
                number(connection, "SELECT count(*) FROM arrivals"),
                number(connection, "SELECT count(*) FROM arrivals WHERE t IS NOT NULL AND withdrawn IS NULL"),
                number(connection, "SELECT count(*) FROM hosts"),
                number(connection, "SELECT count(*) FROM imports"),
                number(connection, "SELECT count(*) FROM tokens"),
                number(connection, "SELECT count(*) FROM audit"));
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
