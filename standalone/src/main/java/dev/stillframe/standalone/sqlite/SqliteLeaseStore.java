package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.LeaseStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lease store in SQLite. A lease remembers its process, and is void when that has ended: after a kill nobody waits for it
 * to run out.
 */
public final class SqliteLeaseStore implements LeaseStore {
    private final Database database;
    /** Holders of this process who have given a lease back that could not be removed, as on a full disk. */
    private final Set<String> gone = ConcurrentHashMap.newKeySet();

    /** The leases of a database. */
    public SqliteLeaseStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean acquire(String name, String holder, long nowMillis, Duration length) {
        return database.writeRelaxed(connection -> {
            if (isHeldByAnother(connection, name, holder, nowMillis, length.toMillis())) {
                return false;
            }
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT OR REPLACE INTO leases VALUES (?, ?, ?, ?, ?)")) {
                ProcessHandle self = ProcessHandle.current();
                insert.setString(1, name);
                insert.setString(2, holder);
                insert.setLong(3, nowMillis + length.toMillis());
                insert.setLong(4, self.pid());
                insert.setLong(5, started(self));
                insert.executeUpdate();
            }
            return true;
        });
    }

    private boolean isHeldByAnother(Connection connection, String name, String holder, long now, long length)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT holder, until, process, process_started FROM leases WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() || row.getString(1).equals(holder) || gone.contains(row.getString(1))) {
                    return false;
                }
                long until = row.getLong(2);
                // One that ends later than any could was taken by a clock that ran ahead.
                return until > now && until <= now + length && isAlive(row.getLong(3), row.getLong(4));
            }
        }
    }

    private static boolean isAlive(long process, long started) {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .filter(p -> started(p) == started)
                .isPresent();
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    @Override
    public void release(String name, String holder) {
        gone.add(holder);
        database.writeRelaxed(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM leases WHERE name = ? AND holder = ?")) {
                delete.setString(1, name);
                delete.setString(2, holder);
                return delete.executeUpdate();
            }
        });
        gone.remove(holder);
    }
}
