package dev.stillframe.standalone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.Verdict;
import dev.stillframe.testkit.Race;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that an earlier version wrote is brought up to the present when it is opened. */
class SchemaUpgradeTest {
    /** The tables as version 1 made them; never to be changed. */
    private static final String VERSION_1 = """
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

    /** What version 2 added; never to be changed. */
    private static final String VERSION_2 = """
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

    @TempDir
    Path folder;

    private Path now;
    private Path old;
    private List<LogEntry> log = List.of();

    /** Fills a database of the present, and copies its rows into one of version 1. */
    @BeforeEach
    void writeAnOldFile() throws SQLException {
        now = folder.resolve("now.db");
        try (Database database = new Database(now)) {
            SqliteSampleStore store = new SqliteSampleStore(database, Metrics.BUILT_IN);
            SqliteImportLog imports = new SqliteImportLog(database);
            imports.begin("a.csv", 5);
            imports.finish(1, 2, 6);
            store.append(List.of(Sample.of("home", 1, 10), Sample.of("office", 1, 20)), "import:1");
            store.append(List.of(Sample.of("home", 2, 30)), "import:2");
            store.withdraw("import:1");
            store.append(List.of(Sample.of("home", 1, 40)), "token:a");
            new SqliteCheckpointStore(database)
                    .replace(
                            Scope.ALL,
                            0,
                            new byte[] {1, 2},
                            List.of(new CheckpointStore.StateObject("x", new byte[] {3})),
                            List.of("x"));
            new SqliteFactStore(database).put("settings", "s");
            log = store.readAfter(Scope.ALL, Position.NONE, 100).entries();
        }
        old = folder.resolve("old.db");
        copy(VERSION_1, 1);
    }

    /** Copies what is there into a file of an older version, with entries that tell no span. */
    private void copy(String tables, int version) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + old)) {
            for (String table : tables.split(";\n")) {
                Database.execute(connection, table);
            }
            Database.execute(connection, "PRAGMA application_id = " + 0x5374_696c);
            Database.execute(connection, "PRAGMA user_version = " + version);
            Database.execute(connection, "ATTACH '" + now + "' AS now");
            for (String table :
                    List.of("hosts", "metrics", "facts", "origins", "arrivals", "imports", "roots", "objects")) {
                String columns = columns(connection, table);
                Database.execute(
                        connection,
                        "INSERT INTO main." + table + " (" + columns + ") SELECT " + columns + " FROM now." + table);
            }
            Database.execute(connection, "UPDATE arrivals SET body = NULL WHERE t IS NULL");
        }
    }

    private static String columns(Connection connection, String table) throws SQLException {
        return String.join(", ", texts(connection, "SELECT name FROM pragma_table_info('" + table + "', 'main')"));
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    private static List<String> texts(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            return texts(connection, sql);
        }
    }

    @Test
    void everythingInItStays() throws SQLException {
        assertNothingIsLost();
    }

    private void assertNothingIsLost() throws SQLException {
        final List<String> rows = texts(old, "SELECT count(*) FROM arrivals");
        try (Database database = new Database(old)) {
            SqliteSampleStore store = new SqliteSampleStore(database, Metrics.BUILT_IN);
            assertThat(store.readAfter(Scope.ALL, Position.NONE, 100).entries())
                    .isEqualTo(log)
                    .hasSize(6);
            List<Sample> counted = new ArrayList<>();
            store.scan(Scope.ALL, 0, 100, Position.END, (seq, sample) -> counted.add(sample));
            assertThat(counted).containsExactly(Sample.of("home", 1, 40), Sample.of("home", 2, 30));
            assertThat(new SqliteImportLog(database).imports()).hasSize(1);
            assertThat(new SqliteFactStore(database).get("settings")).contains("s");
            SqliteCheckpointStore checkpoints = new SqliteCheckpointStore(database);
            assertThat(checkpoints.load(Scope.ALL).orElseThrow().bytes()).containsExactly(1, 2);
            assertThat(checkpoints.object(Scope.ALL, "x").orElseThrow()).containsExactly(3);
        }
        assertThat(texts(old, "SELECT count(*) FROM arrivals")).isEqualTo(rows);
        assertThat(texts(old, "PRAGMA integrity_check")).containsExactly("ok");
        assertThat(texts(old, "PRAGMA user_version")).containsExactly(Integer.toString(Schema.VERSION));
    }

    @Test
    void itIsThenLikeANewOne() throws SQLException {
        new Database(old).close();
        String tables = "SELECT name || ': ' || coalesce(sql, '') FROM sqlite_master ORDER BY name";
        assertThat(texts(old, tables)).isEqualTo(texts(now, tables));
    }

    @Test
    void samplesFromBeforeCanBePutIntoQuarantine() {
        try (Database database = new Database(old)) {
            SqliteSampleStore store = new SqliteSampleStore(database, Metrics.BUILT_IN);
            assertThat(store.quarantine("token:a")).isEqualTo(1);
            assertThat(store.append(
                            List.of(Sample.of("home", 1, 50), Sample.of("home", 2, 50), Sample.of("office", 1, 50)),
                            "token:b"))
                    .containsExactly(Verdict.DUPLICATE, Verdict.DUPLICATE, Verdict.STORED);
            assertThat(store.head(Scope.ALL).number())
                    .isGreaterThan(log.getLast().seq() + 1);
        }
    }

    @Test
    void samplesFromBeforeCanBeSetAside() {
        try (Database database = new Database(old)) {
            SqliteSampleStore store = new SqliteSampleStore(database, Metrics.BUILT_IN);
            assertThat(store.setAside("home", List.of(1L, 2L, 3L), "dedupe")).isEqualTo(2);
            assertThat(store.restore("home", List.of(1L))).isEqualTo(1);
            assertThat(store.newest(Scope.ALL, 100, 10)).containsExactly(Sample.of("home", 1, 40));
            assertThat(store.withdraw("import:2")).isEqualTo(1);
            assertThat(store.append(List.of(Sample.of("home", 2, 50)), "import:3"))
                    .containsExactly(Verdict.STORED);
        }
    }

    @Test
    void aFileOfVersion2IsBroughtUpToo() throws SQLException {
        try (Database database = new Database(now)) {
            SqliteSampleStore store = new SqliteSampleStore(database, Metrics.BUILT_IN);
            assertThat(store.quarantine("token:a")).isEqualTo(1);
            log = store.readAfter(Scope.ALL, Position.NONE, 100).entries();
        }
        old = folder.resolve("second.db");
        copy(VERSION_1 + VERSION_2, 2);

        try (Database database = new Database(old)) {
            SqliteSampleStore store = new SqliteSampleStore(database, Metrics.BUILT_IN);
            assertThat(store.readAfter(Scope.ALL, Position.NONE, 100).entries()).isEqualTo(log);
            assertThat(store.restore("home", List.of(1L))).isZero();
            assertThat(store.newest(Scope.ALL, 100, 10)).containsExactly(Sample.of("home", 2, 30));
            assertThat(store.append(List.of(Sample.of("home", 1, 50)), "token:b"))
                    .containsExactly(Verdict.DUPLICATE);
        }
        String tables = "SELECT name || ': ' || coalesce(sql, '') FROM sqlite_master ORDER BY name";
        assertThat(texts(old, tables)).isEqualTo(texts(now, tables));
    }

    @Test
    void processesThatOpenItAtOnceAllSucceed() {
        List<Integer> read = Race.of(4, i -> () -> {
            try (Database database = new Database(old)) {
                return new SqliteSampleStore(database, Metrics.BUILT_IN)
                        .readAfter(Scope.ALL, Position.NONE, 100)
                        .entries()
                        .size();
            }
        });
        assertThat(read).containsOnly(log.size());
    }

    @Test
    void anUpgradeThatFailsChangesNothing() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + old)) {
            // In the way of the last of what is to be made.
            Database.execute(connection, "CREATE TABLE arrivals_changes (x)");
        }
        String all = "SELECT type || name || coalesce(sql, '') FROM sqlite_master ORDER BY name";
        List<String> before = texts(old, all);
        assertThatThrownBy(() -> new Database(old).close()).isInstanceOf(StoreException.class);
        assertThat(texts(old, all)).isEqualTo(before);
        assertThat(texts(old, "PRAGMA user_version")).containsExactly("1");

        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + old)) {
            Database.execute(connection, "DROP TABLE arrivals_changes");
        }
        assertNothingIsLost();
    }
}
