package dev.stillframe.standalone.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of the database file, and its version. */
final class Schema {
    /** The version this program writes, kept in {@code user_version}. */
    static final int VERSION = 3;

    /** "Stil" in ASCII, kept in {@code application_id}. */
    private static final int APPLICATION = 0x5374_696c;

    private static final int HEADER = 105;
    private static final int USER_VERSION = 60;
    private static final int APPLICATION_ID = 68;
    private static final int TABLES_ON_FIRST_PAGE = 103;

    /** The tables of version 1. */
    private static final String FIRST = """
            CREATE TABLE hosts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
            CREATE TABLE metrics (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, scale INTEGER NOT NULL, used INTEGER NOT NULL);
            CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
            CREATE TABLE origins (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
            -- The log of arrivals. A row without t takes back the rows whose 'withdrawn' is its seq.
            CREATE TABLE arrivals (
                seq INTEGER PRIMARY KEY AUTOINCREMENT,
                host INTEGER NOT NULL REFERENCES hosts (id),
                t INTEGER,
                origin INTEGER NOT NULL REFERENCES origins (id),
                body BLOB,
                withdrawn INTEGER);
            CREATE UNIQUE INDEX arrivals_identity ON arrivals (host, t) WHERE t IS NOT NULL AND withdrawn IS NULL;
            CREATE INDEX arrivals_of_host ON arrivals (host);
            CREATE INDEX arrivals_withdrawn ON arrivals (withdrawn) WHERE withdrawn IS NOT NULL;
            CREATE TABLE imports (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                source TEXT NOT NULL,
                started INTEGER NOT NULL,
                finished INTEGER NOT NULL,
                stored INTEGER NOT NULL,
                undone INTEGER NOT NULL);
            CREATE TABLE roots (scope TEXT PRIMARY KEY, version INTEGER NOT NULL, bytes BLOB NOT NULL);
            CREATE TABLE objects (
                scope TEXT NOT NULL, id TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (scope, id));
            CREATE TABLE leases (
                name TEXT PRIMARY KEY,
                holder TEXT NOT NULL,
                until INTEGER NOT NULL,
                process INTEGER NOT NULL,
                process_started INTEGER NOT NULL);
            CREATE TABLE public_files (
                key TEXT PRIMARY KEY,
                number INTEGER NOT NULL,
                version TEXT NOT NULL,
                sha256 BLOB NOT NULL,
                gzip INTEGER NOT NULL,
                modified INTEGER NOT NULL) WITHOUT ROWID;
            """;

    /** What version 2 adds: quarantine, tokens, the audit log, refreshes. */
    private static final String SECOND = """
            ALTER TABLE origins ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;
            CREATE INDEX origins_closed ON origins (closed) WHERE closed;
            -- A sample in quarantine is withdrawn like any other, and keeps its identity.
            ALTER TABLE arrivals ADD COLUMN quarantined INTEGER NOT NULL DEFAULT 0;
            DROP INDEX arrivals_identity;
            CREATE UNIQUE INDEX arrivals_identity ON arrivals (host, t) WHERE t IS NOT NULL AND (withdrawn IS NULL OR quarantined);
            CREATE TABLE tokens (
                id TEXT PRIMARY KEY,
                role TEXT NOT NULL,
                host TEXT,
                hash TEXT NOT NULL,
                created INTEGER NOT NULL,
                expires INTEGER NOT NULL,
                revoked INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE audit (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                at INTEGER NOT NULL,
                actor TEXT NOT NULL,
                address TEXT NOT NULL,
                action TEXT NOT NULL,
                subject TEXT NOT NULL,
                outcome TEXT NOT NULL,
                count INTEGER NOT NULL);
            CREATE INDEX audit_at ON audit (at);
            -- 'updated' is the time of the last step, 'body' are the steps.
            CREATE TABLE refreshes (
                id TEXT PRIMARY KEY,
                scope TEXT NOT NULL,
                status TEXT NOT NULL,
                created INTEGER NOT NULL,
                updated INTEGER NOT NULL,
                body BLOB NOT NULL);
            CREATE INDEX refreshes_of_scope ON refreshes (scope, status, updated);
            CREATE INDEX refreshes_by_status ON refreshes (status, updated);
            """;

    /** What version 3 adds: single samples that are set aside. */
    private static final String THIRD = """
            -- A row for each time that a sample was set aside: by the entry 'since', until the entry 'until', if there is one already.
            -- While it is aside, its row in arrivals is withdrawn by 'since', with 'quarantined' 2.
            CREATE TABLE asides (
                arrival INTEGER NOT NULL REFERENCES arrivals (seq),
                host INTEGER NOT NULL,
                t INTEGER NOT NULL,
                since INTEGER NOT NULL,
                until INTEGER,
                reason TEXT NOT NULL,
                PRIMARY KEY (arrival, since)) WITHOUT ROWID;
            CREATE UNIQUE INDEX asides_open ON asides (host, t) WHERE until IS NULL;
            CREATE INDEX asides_ended ON asides (host, until) WHERE until IS NOT NULL;
            -- Entries that concern samples before them. Since this version their 'body' tells the first and the last time of these.
            CREATE INDEX arrivals_changes ON arrivals (seq) WHERE t IS NULL;
            """;

    /** What leads from each version to the next, beginning with that of an empty file. */
    private static final List<String> STEPS = List.of(FIRST, SECOND, THIRD);

    private Schema() {}

    /**
     * Refuses a file that is not ours or is newer, from its first bytes alone: even opening it would change it. Offsets are
     * those of the SQLite file format, section 1.3.
     */
    static void checkHeader(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) < HEADER) {
            return;
        }
        byte[] header;
        try (InputStream in = Files.newInputStream(file)) {
            header = in.readNBytes(HEADER);
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        boolean isDatabase = new String(header, 0, 15, StandardCharsets.US_ASCII).equals("SQLite format 3");
        int version = fields.getInt(USER_VERSION);
        int application = isDatabase ? fields.getInt(APPLICATION_ID) : -1;
        // All are 0 as long as the first commit is in the WAL only; what is in there is checked once it is open.
        boolean empty = version == 0 && application == 0 && fields.getShort(TABLES_ON_FIRST_PAGE) == 0;
        check(file, version, application, empty);
    }

    /** Creates the tables in a new file, and adds what an older one lacks; refuses a file that is not ours or is newer. */
    static void prepare(Connection connection, Path file) throws SQLException {
        int version = pragma(connection, "user_version");
        int application = pragma(connection, "application_id");
        boolean empty = application == 0 && version == 0 && tables(connection) == 0;
        check(file, version, application, empty);
        if (version < VERSION) {
            bringUp(connection);
        }
    }

    /** Refuses a database that is not ours, is empty, or is newer. */
    static void checkVersion(Connection connection, Path file) throws SQLException {
        check(file, pragma(connection, "user_version"), pragma(connection, "application_id"), false);
    }

    private static void check(Path file, int version, int application, boolean empty) {
        if (!empty && application != APPLICATION) {
            throw new IncompatibleDataException(
                    file + " is a database of another program; choose another folder with --data");
        }
        if (version > VERSION) {
            throw new IncompatibleDataException(
                    file + " was written by a newer version of Stillframe (format " + version + ", this one knows "
                            + VERSION + "); update Stillframe, or choose another folder with --data");
        }
    }

    private static void bringUp(Connection connection) throws SQLException {
        Database.execute(connection, "BEGIN IMMEDIATE");
        try {
            int version = pragma(connection, "user_version");
            if (version < VERSION) { // Another process may have been quicker.
                for (String step : STEPS.subList(version, VERSION)) {
                    for (String statement : step.split(";\n")) {
                        Database.execute(connection, statement);
                    }
                }
                Database.execute(connection, "PRAGMA application_id = " + APPLICATION);
                Database.execute(connection, "PRAGMA user_version = " + VERSION);
            }
            Database.execute(connection, "COMMIT");
        } catch (SQLException e) {
            Database.execute(connection, "ROLLBACK");
            throw e;
        }
    }

    private static int tables(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM sqlite_master");
    }

    private static int pragma(Connection connection, String name) throws SQLException {
        return number(connection, "PRAGMA " + name);
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
