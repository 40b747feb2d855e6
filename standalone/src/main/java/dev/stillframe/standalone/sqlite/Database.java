package dev.stillframe.standalone.sqlite;

import dev.stillframe.core.port.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteErrorCode;

/**
 * The SQLite file of a data folder, in WAL mode. Any number of threads and processes may use it at once: readers see the last
 * commit, writers wait for each other for up to ten seconds.
 */
public final class Database implements AutoCloseable {
    private static final int BUSY_MILLIS = 10_000;
    private static final int BUSY_PAUSE_MILLIS = 5;
    private static final int IDLE_READERS = 4;

    private final String url;
    private final Connection durable;
    private final Connection relaxed;
    private final ReentrantLock writing = new ReentrantLock();
    private final Deque<Connection> readers = new ArrayDeque<>();
    private final LongAdder uses = new LongAdder();
    private boolean closed;

    /** Something done on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T on(Connection connection) throws SQLException;
    }

    /**
     * Opens or creates the file.
     *
     * @throws IncompatibleDataException when it is another program's, or of a newer version
     * @throws StoreException when it cannot be opened for writing
     */
    public Database(Path file) {
        this.url = "jdbc:sqlite:" + file;
        Connection opened = null;
        try {
            Schema.checkHeader(file);
            opened = connect("FULL");
            Schema.prepare(opened, file);
            this.durable = opened;
            this.relaxed = connect("NORMAL");
        } catch (SQLException | IOException e) {
            closeQuietly(opened);
            throw new StoreException(file + " cannot be opened for writing: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeQuietly(opened);
            throw e;
        }
    }

    private Connection connect(String synchronous) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
        settings.setProperty("journal_mode", "WAL");
        settings.setProperty("synchronous", synchronous);
        settings.setProperty("foreign_keys", "true");
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BUSY_MILLIS);
        while (true) {
            try {
                return DriverManager.getConnection(url, settings);
            } catch (SQLException e) {
                // The change to WAL of a new file is the one thing for which SQLite itself does not wait.
                if (!isBusy(e) || System.nanoTime() - until >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BUSY_PAUSE_MILLIS));
            }
        }
    }

    private static boolean isBusy(SQLException e) {
        return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    /** How often it was read or written. */
    long uses() {
        return uses.sum();
    }

    /** Reads on a connection of its own, in one consistent view. */
    public <T> T read(Work<T> work) {
        uses.increment();
        Connection connection = null;
        try {
            connection = reader();
            execute(connection, "BEGIN");
            T result = work.on(connection);
            execute(connection, "COMMIT");
            giveBack(connection);
            return result;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw new StoreException("the database could not be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** Writes in one transaction that is on disk when this returns; all or nothing. */
    public <T> T write(Work<T> work) {
        return transact(durable, work);
    }

    /**
     * Writes in one transaction, all or nothing, that a loss of power may undo: for what can be derived again. It is never
     * undone without everything that was written after it.
     */
    public <T> T writeRelaxed(Work<T> work) {
        return transact(relaxed, work);
    }

    private <T> T transact(Connection connection, Work<T> work) {
        uses.increment();
        writing.lock();
        try {
            execute(connection, "BEGIN IMMEDIATE");
            try {
                T result = work.on(connection);
                execute(connection, "COMMIT");
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("the database could not be written: " + e.getMessage(), e);
        } finally {
            writing.unlock();
        }
    }

    private static void rollBack(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }

    private Connection reader() throws SQLException {
        synchronized (readers) {
            if (closed) {
                throw new SQLException("it is closed");
            }
            Connection idle = readers.poll();
            if (idle != null) {
                return idle;
            }
        }
        return connect("NORMAL");
    }

    private void giveBack(Connection connection) {
        synchronized (readers) {
            if (!closed && readers.size() < IDLE_READERS) {
                readers.push(connection);
                return;
            }
        }
        closeQuietly(connection);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // Nothing depends on it: what was committed is committed.
        }
    }

    /** Closes all connections. Reads in work finish or fail. */
    @Override
    public void close() {
        writing.lock();
        try {
            synchronized (readers) {
                closed = true;
                readers.forEach(Database::closeQuietly);
                readers.clear();
            }
            closeQuietly(relaxed);
            closeQuietly(durable);
        } finally {
            writing.unlock();
        }
    }
}
