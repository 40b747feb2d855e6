package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Inserts into the table {@code arrivals}, many rows a statement: most of the cost of a row is that of its statement. */
final class Arrivals {
    private static final int ROWS = 100;

    private Arrivals() {}

    /** What no two rows that count share. */
    record Identity(long host, long t) {}

    /** A row to insert. */
    record Arrival(Identity identity, byte[] body) {}

    /** Inserts the rows whose identity is not taken, in order; of two with the same identity the first. For each a verdict. */
    static List<Verdict> insert(Connection connection, List<Arrival> arrivals, long origin) throws SQLException {
        List<Verdict> verdicts = new ArrayList<>(arrivals.size());
        int whole = arrivals.size() - arrivals.size() % ROWS;
        if (whole > 0) {
            try (PreparedStatement insert = connection.prepareStatement(sql(ROWS))) {
                for (int i = 0; i < whole; i += ROWS) {
                    insert(connection, insert, arrivals.subList(i, i + ROWS), origin, verdicts);
                }
            }
        }
        List<Arrival> rest = arrivals.subList(whole, arrivals.size());
        if (!rest.isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement(sql(rest.size()))) {
                insert(connection, insert, rest, origin, verdicts);
            }
        }
        return verdicts;
    }

    private static String sql(int rows) {
        return "INSERT OR IGNORE INTO arrivals (host, t, origin, body) VALUES (?, ?, ?, ?)"
                + ", (?, ?, ?, ?)".repeat(rows - 1);
    }

    private static void insert(
            Connection connection, PreparedStatement insert, List<Arrival> rows, long origin, List<Verdict> verdicts)
            throws SQLException {
        long before = last(connection);
        int at = 1;
        for (Arrival row : rows) {
            insert.setLong(at++, row.identity().host());
            insert.setLong(at++, row.identity().t());
            insert.setLong(at++, origin);
            insert.setBytes(at++, row.body());
        }
        if (insert.executeUpdate() == rows.size()) {
            rows.forEach(row -> verdicts.add(Verdict.STORED));
            return;
        }
        Set<Identity> stored = after(connection, before);
        for (Arrival row : rows) {
            verdicts.add(stored.remove(row.identity()) ? Verdict.STORED : Verdict.DUPLICATE);
        }
    }

    private static long last(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT max(seq) FROM arrivals");
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Set<Identity> after(Connection connection, long seq) throws SQLException {
        Set<Identity> found = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT host, t FROM arrivals WHERE seq > ?")) {
            query.setLong(1, seq);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Identity(row.getLong(1), row.getLong(2)));
                }
            }
        }
        return found;
    }
}
