package dev.stillframe.benchmarks;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Peer: a table in a database that holds one host's samples in memory, and a query for each of the 24 snapshots. */
final class SqlPeer implements AutoCloseable {
    /** Takes every value that was fetched. */
    private static final AtomicLong SINK = new AtomicLong();

    private final Connection connection;
    private final String division;

    private SqlPeer(String url, String division) throws SQLException {
        this.connection = DriverManager.getConnection(url);
        this.division = division;
    }

    /** DuckDB with so many threads, loaded with samples. */
    static SqlPeer duckDb(List<Sample> samples, int threads) throws SQLException {
        SqlPeer peer = new SqlPeer("jdbc:duckdb:", "//");
        peer.execute("SET threads TO " + threads);
        peer.create("t BIGINT, failed BIGINT");
        try (DuckDBAppender appender = peer.connection
                .unwrap(DuckDBConnection.class)
                .createAppender(DuckDBConnection.DEFAULT_SCHEMA, "samples")) {
            for (Sample sample : samples) {
                appender.beginRow();
                appender.append(sample.t());
                appender.append(sample.isFailure() ? 1L : 0L);
                for (int m = 0; m < Metrics.BUILT_IN.size(); m++) {
                    if (sample.values().has(m)) {
                        appender.append(sample.values().get(m));
                    } else {
                        appender.appendNull();
                    }
                }
                appender.endRow();
            }
        }
        return peer;
    }

    /** SQLite with the time as primary key, loaded with samples. */
    static SqlPeer sqlite(List<Sample> samples) throws SQLException {
        SqlPeer peer = new SqlPeer("jdbc:sqlite::memory:", "/");
        peer.create("t INTEGER PRIMARY KEY, failed INTEGER");
        peer.connection.setAutoCommit(false);
        String places = ", ?".repeat(Metrics.BUILT_IN.size());
        try (PreparedStatement insert =
                peer.connection.prepareStatement("INSERT INTO samples VALUES (?, ?" + places + ")")) {
            for (Sample sample : samples) {
                insert.setLong(1, sample.t());
                insert.setLong(2, sample.isFailure() ? 1 : 0);
                for (int m = 0; m < Metrics.BUILT_IN.size(); m++) {
                    insert.setObject(
                            3 + m, sample.values().has(m) ? sample.values().get(m) : null);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        peer.connection.commit();
        return peer;
    }

    private void create(String columns) throws SQLException {
        StringBuilder table = new StringBuilder("CREATE TABLE samples (").append(columns);
        for (Metric metric : Metrics.BUILT_IN.list()) {
            table.append(", ").append(metric.name()).append(" BIGINT");
        }
        execute(table.append(')').toString());
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Asks for the buckets of all 24 and fetches every value. How many points there were in each, in their order. */
    List<Integer> points(long now) {
        try {
            List<Integer> points = new ArrayList<>();
            for (SnapshotId id : SnapshotId.of(Scope.ALL)) {
                points.add(ask(id, now));
            }
            return points;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Asks for the buckets of the last of the 24, the longest, alone. How many points there were. */
    int largest(long now) {
        try {
            return ask(SnapshotId.of(Scope.ALL).getLast(), now);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("a peer's query failed: " + e.getMessage(), e);
    }

    private int ask(SnapshotId id, long now) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT max(t), sum(1 - failed), sum(failed)");
        for (Metric metric : Metrics.BUILT_IN.list()) {
            String name = metric.name();
            sql.append(", avg(").append(name).append("), min(").append(name).append("), max(");
            sql.append(name).append(')');
        }
        sql.append(" FROM samples WHERE t >= ? AND t <= ? GROUP BY t ")
                .append(division)
                .append(' ');
        sql.append(id.window().bucketMillis(id.granularity())).append(" ORDER BY 1");
        try (PreparedStatement query = connection.prepareStatement(sql.toString())) {
            query.setLong(1, id.window().from(id.granularity(), now));
            query.setLong(2, now);
            return fetch(query);
        }
    }

    private static int fetch(PreparedStatement query) throws SQLException {
        int rows = 0;
        long sum = 0;
        try (ResultSet row = query.executeQuery()) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                for (int i = 1; i <= columns; i++) {
                    sum += Double.doubleToRawLongBits(row.getDouble(i));
                }
                rows++;
            }
        }
        SINK.addAndGet(sum);
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
