package dev.stillframe.standalone.files;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table {@code public_files}: what was put under which key. */
final class PublicIndex {
    private PublicIndex() {}

    /**
     * One public file.
     *
     * @param number the build, or for files of no build whatever grows with their content
     * @param version version id, empty where there is none
     * @param sha256 of the bytes as stored
     * @param gzip whether they are gzip-encoded
     * @param modified epoch milliseconds
     */
    record Row(long number, String version, byte[] sha256, boolean gzip, long modified) {}

    /** The number of the file under a key, -1 when there is none. */
    static long number(Connection connection, String key) throws SQLException {
        Row row = row(connection, key);
        return row == null ? -1 : row.number();
    }

    static @Nullable Row row(Connection connection, String key) throws SQLException {
        return rows(connection, List.of(key)).get(key);
    }

    static Map<String, Row> rows(Connection connection, List<String> keys) throws SQLException {
        Map<String, Row> rows = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT number, version, sha256, gzip, modified FROM public_files WHERE key = ?")) {
            for (String key : keys) {
                query.setString(1, key);
                try (ResultSet row = query.executeQuery()) {
                    if (row.next()) {
                        rows.put(
                                key,
                                new Row(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getBytes(3),
                                        row.getBoolean(4),
                                        row.getLong(5)));
                    }
                }
            }
        }
        return rows;
    }

    static void remove(Connection connection, String key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM public_files WHERE key = ?")) {
            delete.setString(1, key);
            delete.executeUpdate();
        }
    }

    static void put(Connection connection, String key, Row row) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO public_files VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, key);
            insert.setLong(2, row.number());
            insert.setString(3, row.version());
            insert.setBytes(4, row.sha256());
            insert.setBoolean(5, row.gzip());
            insert.setLong(6, row.modified());
            insert.executeUpdate();
        }
    }
}
