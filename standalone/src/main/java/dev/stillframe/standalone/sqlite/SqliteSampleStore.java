package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.pack.Packer;
import dev.stillframe.core.pack.SampleCodec;
import dev.stillframe.core.pack.Unpacker;
import dev.stillframe.core.port.ClosedOriginException;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.Verdict;
import dev.stillframe.standalone.sqlite.Arrivals.Arrival;
import dev.stillframe.standalone.sqlite.Arrivals.Identity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The sample store in SQLite: the table {@code arrivals}, whose AUTOINCREMENT key is the number of a log entry. */
public final class SqliteSampleStore implements SampleStore {
    private static final String COLUMNS = "SELECT seq, host, t, origin, body FROM arrivals ";

    private final Database database;
    private final Metrics catalogue;
    private final MetricNumbers metrics;
    /** Metrics, a bit for each index, that are known to be noted as used. */
    private volatile long used;

    private final Names hosts = new Names("hosts");
    private final Names origins = new Names("origins");

    /**
     * The samples of a database, with values by a catalogue. Values of metrics that the catalogue lacks are kept and not shown.
     *
     * @throws IncompatibleDataException when a metric is stored with another scale
     */
    public SqliteSampleStore(Database database, Metrics metrics) {
        this.database = database;
        this.catalogue = metrics;
        this.metrics = MetricNumbers.of(database, metrics);
    }

    @Override
    public List<Verdict> append(List<Sample> samples, String origin) {
        Map<String, Long> added = new HashMap<>();
        long[] originId = new long[1];
        long bits = bits(samples);
        List<Verdict> verdicts = database.write(connection -> {
            added.clear();
            refuseUndone(connection, origin);
            refuseClosed(connection, origin);
            if ((bits & ~used) != 0) {
                metrics.use(connection, catalogue, bits);
            }
            originId[0] = origins.findOrAdd(connection, origin);
            List<Arrival> arrivals = new ArrayList<>(samples.size());
            Packer body = new Packer();
            for (Sample sample : samples) {
                Long host = added.get(sample.host());
                if (host == null) {
                    host = hosts.findOrAdd(connection, sample.host());
                    added.put(sample.host(), host);
                }
                body.clear();
                SampleCodec.write(body, sample, metrics.numbers());
                arrivals.add(new Arrival(new Identity(host, sample.t()), body.toBytes()));
            }
            return Arrivals.insert(connection, arrivals, originId[0]);
        });
        used |= bits;
        added.forEach(hosts::remember);
        origins.remember(origin, originId[0]);
        return verdicts;
    }

    private static long bits(List<Sample> samples) {
        long bits = 0;
        for (Sample sample : samples) {
            for (int i = 0; i < sample.values().length(); i++) {
                bits |= sample.values().has(i) ? 1L << i : 0;
            }
        }
        return bits;
    }

    /** An import that is undone while it runs must not go on. */
    private static void refuseUndone(Connection connection, String origin) throws SQLException {
        if (!origin.startsWith(ImportLog.ORIGIN)) {
            return;
        }
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT undone FROM imports WHERE id = CAST(substr(?, instr(?, ':') + 1) AS INTEGER)")) {
            query.setString(1, origin);
            query.setString(2, origin);
            try (ResultSet row = query.executeQuery()) {
                if (row.next() && row.getLong(1) != 0) {
                    throw new StoreException(origin.replace(':', ' ') + " was taken back while it ran");
                }
            }
        }
    }

    /** A sender may be put into quarantine while it sends, by another process too. */
    private static void refuseClosed(Connection connection, String origin) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM origins WHERE name = ? AND closed")) {
            query.setString(1, origin);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    throw new ClosedOriginException(origin);
                }
            }
        }
    }

    @Override
    public long withdraw(String origin) {
        return database.write(connection -> Changes.takeBack(connection, origins.find(connection, origin), false));
    }

    @Override
    public long quarantine(String origin) {
        return database.write(connection -> {
            long id = origins.findOrAdd(connection, origin);
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE origins SET closed = 1 WHERE id = ? AND NOT closed")) {
                update.setLong(1, id);
                update.executeUpdate();
            }
            return Changes.takeBack(connection, id, true);
        });
    }

    /** The number of the last {@link LogEntry.Changed}, 0 when there is none: it grows with each. */
    public long lastChange() {
        return database.read(connection -> number(connection, Changes.LAST));
    }

    @Override
    public long setAside(String host, List<Long> times, String reason) {
        Aside.requireReason(reason);
        return database.write(connection -> Changes.setAside(
                connection,
                hosts.find(connection, host),
                origins.findOrAdd(connection, Changes.ORIGIN),
                times,
                reason));
    }

    @Override
    public long restore(String host, List<Long> times) {
        return database.write(connection -> Changes.restore(
                connection, hosts.find(connection, host), origins.findOrAdd(connection, Changes.ORIGIN), times));
    }

    @Override
    public List<Aside> aside(String host, long from, int limit) {
        return database.read(connection -> Changes.aside(connection, hosts.find(connection, host), from, limit));
    }

    @Override
    public Position head(Scope scope) {
        return Position.after(database.read(connection -> {
            if (scope.isAll()) {
                return number(connection, "SELECT max(seq) FROM arrivals");
            }
            return number(
                    connection, "SELECT max(seq) FROM arrivals WHERE host = ?", hosts.find(connection, scope.name()));
        }));
    }

    @Override
    public Batch readAfter(Scope scope, Position after, int limit) {
        long number = after.number();
        return database.read(connection -> {
            String where = scope.isAll() ? "WHERE seq > ?" : "WHERE seq > ? AND host = ?";
            try (PreparedStatement query =
                    connection.prepareStatement(COLUMNS + where + " ORDER BY seq LIMIT " + limit)) {
                query.setLong(1, number);
                if (!scope.isAll()) {
                    query.setLong(2, hosts.find(connection, scope.name()));
                }
                List<LogEntry> entries = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        entries.add(entry(connection, row));
                    }
                }
                Position next = entries.isEmpty()
                        ? after
                        : Position.after(entries.getLast().seq());
                return new Batch(entries, next, entries.size() == limit);
            }
        });
    }

    private LogEntry entry(Connection connection, ResultSet row) throws SQLException {
        long seq = row.getLong(1);
        row.getLong(3);
        if (row.wasNull()) {
            return Changes.entry(connection, seq, hosts.name(connection, row.getLong(2)), row.getBytes(5));
        }
        return new LogEntry.Arrived(seq, sample(connection, row));
    }

    private Sample sample(Connection connection, ResultSet row) throws SQLException {
        Unpacker body = new Unpacker(row.getBytes(5));
        return SampleCodec.read(body, hosts.name(connection, row.getLong(2)), row.getLong(3), metrics.indexes());
    }

    @Override
    public void scan(Scope scope, long from, long to, Position upTo, SampleVisitor visitor) {
        long last = upTo.number();
        database.read(connection -> {
            for (long host : hostIds(connection, scope)) {
                scan(connection, host, from, to, last, visitor);
            }
            return true;
        });
    }

    private void scan(Connection connection, long host, long from, long to, long upTo, SampleVisitor visitor)
            throws SQLException {
        Set<Long> aside = Changes.asideAt(connection, host, from, to, upTo);
        NavigableMap<Long, LogEntry.Arrived> later = withdrawnLater(connection, host, from, to, upTo);
        later.values().removeIf(arrived -> aside.contains(arrived.seq()));
        try (PreparedStatement query = connection.prepareStatement(
                COLUMNS + "WHERE host = ? AND t BETWEEN ? AND ? AND withdrawn IS NULL AND seq <= ? ORDER BY t")) {
            Changes.bind(query, host, from, to, upTo);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (aside.contains(row.getLong(1))) {
                        continue;
                    }
                    while (!later.isEmpty() && later.firstKey() < row.getLong(3)) {
                        LogEntry.Arrived withdrawn = later.pollFirstEntry().getValue();
                        visitor.visit(withdrawn.seq(), withdrawn.sample());
                    }
                    visitor.visit(row.getLong(1), sample(connection, row));
                }
            }
        }
        later.values().forEach(a -> visitor.visit(a.seq(), a.sample()));
    }

    /** Samples that were taken back or set aside after {@code upTo}; at any moment only one of a host and time counts. */
    private NavigableMap<Long, LogEntry.Arrived> withdrawnLater(
            Connection connection, long host, long from, long to, long upTo) throws SQLException {
        NavigableMap<Long, LogEntry.Arrived> found = new TreeMap<>();
        // The signs keep SQLite from walking through the host's whole history; what was withdrawn later is little or
        // nothing.
        try (PreparedStatement query = connection.prepareStatement(
                COLUMNS + "WHERE +host = ? AND t BETWEEN ? AND ? AND withdrawn > ? AND +seq <= ?")) {
            Changes.bind(query, host, from, to, upTo);
            query.setLong(5, upTo);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.put(row.getLong(3), new LogEntry.Arrived(row.getLong(1), sample(connection, row)));
                }
            }
        }
        return found;
    }

    @Override
    public List<Sample> newest(Scope scope, long to, int limit) {
        return database.read(connection -> {
            List<Sample> found = new ArrayList<>();
            for (long host : hostIds(connection, scope)) {
                try (PreparedStatement query = connection.prepareStatement(
                        COLUMNS + "WHERE host = ? AND t <= ? AND withdrawn IS NULL ORDER BY t DESC LIMIT " + limit)) {
                    Changes.bind(query, host, to);
                    try (ResultSet row = query.executeQuery()) {
                        while (row.next()) {
                            found.add(sample(connection, row));
                        }
                    }
                }
                if (found.size() > 2 * limit) {
                    trim(found, limit);
                }
            }
            trim(found, limit);
            return List.copyOf(found);
        });
    }

    private static void trim(List<Sample> found, int limit) {
        found.sort(Comparator.comparingLong(Sample::t).reversed().thenComparing(Sample::host));
        if (found.size() > limit) {
            found.subList(limit, found.size()).clear();
        }
    }

    @Override
    public void kept(Scope host, KeptVisitor visitor) {
        database.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT seq, host, t, origin, body, quarantined FROM arrivals WHERE host = ? AND t IS NOT NULL"
                            + " AND (withdrawn IS NULL OR quarantined) ORDER BY t")) {
                query.setLong(1, hosts.find(connection, host.name()));
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        boolean quarantined = row.getLong(6) == 1;
                        String origin = origins.name(connection, row.getLong(4));
                        visitor.visit(sample(connection, row), origin, quarantined);
                    }
                }
            }
            return true;
        });
    }

    @Override
    public List<HostSummary> hosts(long to) {
        return database.read(connection -> {
            List<HostSummary> all = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT h.name, "
                    + "(SELECT max(seq) FROM arrivals WHERE host = h.id), "
                    + "(SELECT max(t) FROM arrivals WHERE host = h.id AND t <= ? AND withdrawn IS NULL) "
                    + "FROM hosts h ORDER BY h.name")) {
                query.setLong(1, to);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        long last = row.getLong(3);
                        boolean none = row.wasNull(); // Of the column read last.
                        Position head = Position.after(row.getLong(2));
                        all.add(new HostSummary(row.getString(1), head, none ? Long.MIN_VALUE : last));
                    }
                }
            }
            return all;
        });
    }

    private List<Long> hostIds(Connection connection, Scope scope) throws SQLException {
        if (!scope.isAll()) {
            return List.of(hosts.find(connection, scope.name()));
        }
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT id FROM hosts ORDER BY name");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    private static long number(Connection connection, String sql, long... values) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            Changes.bind(query, values);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
