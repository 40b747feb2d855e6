package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * The numbers that metrics have in stored samples. They outlive changes of the catalogue.
 *
 * @param numbers for each metric index its number
 * @param indexes for each number the metric's index, or -1 when the catalogue lacks it
 */
record MetricNumbers(int[] numbers, int[] indexes) {
    static MetricNumbers of(Database database, Metrics metrics) {
        boolean known = database.read(connection -> missing(connection, metrics) == 0);
        if (!known) {
            database.write(connection -> {
                for (Metric metric : metrics.list()) {
                    add(connection, metric);
                }
                return true;
            });
        }
        return database.read(connection -> load(connection, metrics));
    }

    /** Notes that these metrics, a bit for each index, are used by samples: their scales are fixed from now on. */
    void use(Connection connection, Metrics metrics, long bits) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE metrics SET used = 1 WHERE name = ? AND NOT used")) {
            for (int i = 0; i < metrics.size(); i++) {
                if ((bits & 1L << i) != 0) {
                    update.setString(1, metrics.get(i).name());
                    update.executeUpdate();
                }
            }
        }
    }

    private static int missing(Connection connection, Metrics metrics) throws SQLException {
        int missing = 0;
        try (PreparedStatement query =
                connection.prepareStatement("SELECT 1 FROM metrics WHERE name = ? AND (used OR scale = ?)")) {
            for (Metric metric : metrics.list()) {
                query.setString(1, metric.name());
                query.setInt(2, metric.scale());
                try (ResultSet row = query.executeQuery()) {
                    missing += row.next() ? 0 : 1;
                }
            }
        }
        return missing;
    }

    private static void add(Connection connection, Metric metric) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO metrics (name, scale, used) VALUES (?, ?, 0) "
                        + "ON CONFLICT (name) DO UPDATE SET scale = excluded.scale WHERE NOT used")) {
            insert.setString(1, metric.name());
            insert.setInt(2, metric.scale());
            insert.executeUpdate();
        }
    }

    private static MetricNumbers load(Connection connection, Metrics metrics) throws SQLException {
        int[] numbers = new int[metrics.size()];
        int[] indexes = new int[1];
        Arrays.fill(indexes, -1);
        try (PreparedStatement query = connection.prepareStatement("SELECT id, name, scale FROM metrics ORDER BY id");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                int number = row.getInt(1);
                int index = metrics.indexOf(row.getString(2));
                int length = indexes.length;
                indexes = Arrays.copyOf(indexes, number + 1);
                Arrays.fill(indexes, length, indexes.length, -1);
                if (index >= 0) {
                    checkScale(metrics.get(index), row.getInt(3));
                    numbers[index] = number;
                    indexes[number] = index;
                }
            }
        }
        return new MetricNumbers(numbers, indexes);
    }

    private static void checkScale(Metric metric, int stored) {
        if (metric.scale() != stored) {
            throw new IncompatibleDataException("metric " + metric.name() + " is stored with scale " + stored
                    + " and declared with " + metric.scale() + "; set it back, or declare a metric of another name");
        }
    }
}
