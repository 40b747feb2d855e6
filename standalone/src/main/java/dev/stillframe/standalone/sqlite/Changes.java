package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.pack.Packer;
import dev.stillframe.core.pack.Unpacker;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.SampleStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What makes samples count no longer, or again: rows of the table {@code arrivals} without a time, and the table {@code
 * asides} with a row for each time that a sample was set aside.
 */
final class Changes {
    /** The origin of entries that concern single samples. No sample has it. */
    static final String ORIGIN = "aside";

    static final String LAST = "SELECT max(seq) FROM arrivals WHERE t IS NULL";
    static final String ENDED_LATER =
            "SELECT arrival FROM asides WHERE host = ? AND t BETWEEN ? AND ? AND since <= ? AND until > ?";
    static final String OPEN =
            "SELECT t, reason FROM asides WHERE host = ? AND t >= ? AND until IS NULL ORDER BY t LIMIT ?";
    static final String FIND = "SELECT seq FROM arrivals WHERE host = ? AND t = ? AND withdrawn IS NULL";
    static final String FIND_OPEN = "SELECT arrival FROM asides WHERE host = ? AND t = ? AND until IS NULL";
    static final String CLOSE_TAKEN_BACK = "UPDATE asides SET until = ?1 WHERE host = ?2 AND until IS NULL "
            + "AND (SELECT withdrawn FROM arrivals WHERE seq = arrival) = ?1";

    private static final String HELD = " AND t IS NOT NULL AND (withdrawn IS NULL OR quarantined = 2)";

    private Changes() {}

    /** The span of an entry. */
    private record Span(long from, long to) {
        byte[] bytes() {
            return new Packer().signed(from).signed(to).toBytes();
        }
    }

    /** A sample by the number of its row. */
    private record Found(long seq, long t) {}

    /** Takes back what an origin has at any host, in quarantine or not; answers how many samples that were. */
    static long takeBack(Connection connection, long origin, boolean quarantine) throws SQLException {
        long count = 0;
        for (long host : hostsWith(connection, origin)) {
            long seq =
                    enter(connection, host, origin, spanOf(connection, "host = ? AND origin = ?" + HELD, host, origin));
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE arrivals SET withdrawn = ?, quarantined = ? WHERE origin = ? AND host = ?" + HELD)) {
                bind(update, seq, quarantine ? 1 : 0, origin, host);
                count += update.executeUpdate();
            }
            update(connection, CLOSE_TAKEN_BACK, seq, host);
        }
        return count;
    }

    private static List<Long> hostsWith(Connection connection, long origin) throws SQLException {
        List<Long> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT DISTINCT host FROM arrivals WHERE origin = ?" + HELD + " ORDER BY host")) {
            bind(query, origin);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(row.getLong(1));
                }
            }
        }
        return found;
    }

    /** Sets those aside that count, piece by piece; answers how many that were. */
    static long setAside(Connection connection, long host, long origin, List<Long> times, String reason)
            throws SQLException {
        List<Found> found = find(connection, FIND, host, times);
        for (List<Found> piece : pieces(found)) {
            long seq = enter(connection, host, origin, spanOf(piece));
            try (PreparedStatement update = connection.prepareStatement(
                            "UPDATE arrivals SET withdrawn = ?, quarantined = 2 WHERE seq = ?");
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO asides (arrival, host, t, since, reason) VALUES (?, ?, ?, ?, ?)")) {
                for (Found sample : piece) {
                    bind(update, seq, sample.seq());
                    update.executeUpdate();
                    bind(insert, sample.seq(), host, sample.t(), seq);
                    insert.setString(5, reason);
                    insert.executeUpdate();
                }
            }
        }
        return found.size();
    }

    /** Lets those count again that are aside, piece by piece; answers how many that were. */
    static long restore(Connection connection, long host, long origin, List<Long> times) throws SQLException {
        List<Found> found = find(connection, FIND_OPEN, host, times);
        for (List<Found> piece : pieces(found)) {
            long seq = enter(connection, host, origin, spanOf(piece));
            for (Found sample : piece) {
                update(connection, "UPDATE arrivals SET withdrawn = NULL, quarantined = 0 WHERE seq = ?", sample.seq());
                update(
                        connection,
                        "UPDATE asides SET until = ? WHERE arrival = ? AND until IS NULL",
                        seq,
                        sample.seq());
            }
        }
        return found.size();
    }

    /** Those of a host that are aside now. */
    static List<SampleStore.Aside> aside(Connection connection, long host, long from, int limit) throws SQLException {
        List<SampleStore.Aside> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(OPEN)) {
            bind(query, host, from, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new SampleStore.Aside(row.getLong(1), row.getString(2)));
                }
            }
        }
        return found;
    }

    /** Rows that were aside when the log ended with {@code upTo}, and are so no more by the same entry. */
    static Set<Long> asideAt(Connection connection, long host, long from, long to, long upTo) throws SQLException {
        Set<Long> found = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(ENDED_LATER)) {
            bind(query, host, from, to, upTo, upTo);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(row.getLong(1));
                }
            }
        }
        return found;
    }

    /** The entry of a row without a time. Those of versions 1 and 2 tell no span; it is that of the rows they took back. */
    static LogEntry entry(Connection connection, long seq, String host, byte @Nullable [] body) throws SQLException {
        Span span;
        if (body == null) {
            span = spanOf(connection, "withdrawn = ?", seq);
        } else {
            Unpacker in = new Unpacker(body);
            span = new Span(in.signed(), in.signed());
        }
        return new LogEntry.Changed(seq, host, span.from(), span.to());
    }

    private static List<Found> find(Connection connection, String sql, long host, List<Long> times)
            throws SQLException {
        List<Found> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (long t : new TreeSet<>(times)) {
                bind(query, host, t);
                try (ResultSet row = query.executeQuery()) {
                    if (row.next()) {
                        found.add(new Found(row.getLong(1), t));
                    }
                }
            }
        }
        return found;
    }

    private static List<List<Found>> pieces(List<Found> found) {
        List<List<Found>> pieces = new ArrayList<>();
        for (int i = 0; i < found.size(); i += SampleStore.TOGETHER) {
            pieces.add(found.subList(i, Math.min(i + SampleStore.TOGETHER, found.size())));
        }
        return pieces;
    }

    private static long enter(Connection connection, long host, long origin, Span span) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO arrivals (host, origin, body) VALUES (?, ?, ?) RETURNING seq")) {
            bind(insert, host, origin);
            insert.setBytes(3, span.bytes());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Of samples by time. */
    private static Span spanOf(List<Found> piece) {
        return new Span(piece.getFirst().t(), piece.getLast().t());
    }

    private static Span spanOf(Connection connection, String where, long... values) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT min(t), max(t) FROM arrivals WHERE " + where)) {
            bind(query, values);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new Span(row.getLong(1), row.getLong(2));
            }
        }
    }

    private static void update(Connection connection, String sql, long... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            bind(update, values);
            update.executeUpdate();
        }
    }

    /** Sets the first parameters of a statement. */
    static void bind(PreparedStatement statement, long... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setLong(i + 1, values[i]);
        }
    }
}
