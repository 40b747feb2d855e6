package dev.stillframe.standalone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.testkit.Race;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("stillframe.db");
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** What lies in the folder, and the checksum of each file. */
    private Map<String, String> content() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.toList()) {
                all.put(path.getFileName().toString(), Checksum.of(Files.readAllBytes(path)));
            }
        }
        return all;
    }

    private void assertRefusedAndUnchanged(String... told) throws IOException {
        Map<String, String> before = content();
        assertThatThrownBy(() -> new Database(file).close())
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessageContainingAll(told);
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void aFileOfANewerVersionIsRefusedAndNotTouched() throws Exception {
        new Database(file).close();
        sql("PRAGMA user_version = " + (Schema.VERSION + 1));
        assertRefusedAndUnchanged("newer version", "format " + (Schema.VERSION + 1), "--data");
    }

    @Test
    void aNewerVersionWhoseProcessWasKilledIsRefusedToo() throws Exception {
        new Database(file).close();
        Path copy = folder.resolve("copy");
        Files.createDirectory(copy);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA user_version = " + (Schema.VERSION + 1));
            // As a kill leaves it: the new number is in the log only.
            Files.copy(file, copy.resolve("stillframe.db"));
            Files.copy(folder.resolve("stillframe.db-wal"), copy.resolve("stillframe.db-wal"));
        }
        assertThatThrownBy(() -> new Database(copy.resolve("stillframe.db")).close())
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefusedAndNotTouched() throws Exception {
        sql("CREATE TABLE places (id INTEGER PRIMARY KEY, url TEXT)", "INSERT INTO places (url) VALUES ('a')");
        assertRefusedAndUnchanged("another program", "--data");
    }

    @Test
    void aDatabaseWithAnotherProgramsIdIsRefusedEvenWithoutTables() throws Exception {
        sql("PRAGMA application_id = 252006673");
        assertRefusedAndUnchanged("another program");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndNotTouched() throws IOException {
        Files.writeString(file, "Timestamp,Download,Upload\n".repeat(20));
        assertRefusedAndUnchanged("another program");
    }

    @Test
    void anEmptyFileIsTaken() throws IOException {
        Files.createFile(file);
        try (Database database = new Database(file)) {
            assertThat(new SqliteSampleStore(database, Metrics.BUILT_IN).head(Scope.ALL))
                    .isEqualTo(Position.NONE);
        }
    }

    @Test
    void processesThatMakeTheSameFileAtOnceAllSucceed() {
        Race.of(4, i -> () -> {
            try (Database database = new Database(file)) {
                return new SqliteSampleStore(database, Metrics.BUILT_IN)
                        .append(List.of(Sample.of("home", i + 1L, 1)), "test");
            }
        });
        try (Database database = new Database(file)) {
            assertThat(new SqliteSampleStore(database, Metrics.BUILT_IN).head(Scope.ALL))
                    .isEqualTo(Position.after(4));
        }
    }

    @Test
    void valuesOutliveAMetricThatIsNoLongerDeclared() {
        Metric load = new Metric("load", "W", 1, 1, 0, 10_000, Metric.Better.NEITHER);
        Metric heat = new Metric("heat", "°C", 1, 1, -500, 1_000, Metric.Better.NEITHER);
        Sample sample = Sample.of("home", 1_000, 1, 2, 3, 4, 5, 60, 70);
        try (Database database = new Database(file)) {
            new SqliteSampleStore(database, Metrics.builtInAnd(List.of(load, heat))).append(List.of(sample), "test");
        }
        try (Database database = new Database(file)) {
            assertThat(only(new SqliteSampleStore(database, Metrics.builtInAnd(List.of(heat)))))
                    .isEqualTo(Sample.of("home", 1_000, 1, 2, 3, 4, 5, 70));
        }
        try (Database database = new Database(file)) {
            assertThat(only(new SqliteSampleStore(database, Metrics.builtInAnd(List.of(load, heat)))))
                    .isEqualTo(sample);
        }
    }

    private static Sample only(SqliteSampleStore store) {
        return ((LogEntry.Arrived)
                        store.readAfter(Scope.ALL, Position.NONE, 10).entries().getFirst())
                .sample();
    }

    @Test
    void aMetricThatIsStoredWithAnotherScaleIsRefused() {
        try (Database database = new Database(file)) {
            Metric load = new Metric("load", "W", 1, 1, 0, 10_000, Metric.Better.NEITHER);
            new SqliteSampleStore(database, Metrics.builtInAnd(List.of(load)))
                    .append(List.of(Sample.of("home", 1_000, 1, 2, 3, 4, 5, 60)), "test");
            Metric finer = new Metric("load", "W", 2, 1, 0, 10_000, Metric.Better.NEITHER);
            assertThatThrownBy(() -> new SqliteSampleStore(database, Metrics.builtInAnd(List.of(finer))))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessageContainingAll("load", "scale 1", "2");
        }
    }

    @Test
    void theScaleOfAMetricThatNoSampleHasCanBeChanged() {
        try (Database database = new Database(file)) {
            Metric load = new Metric("load", "W", 1, 1, 0, 10_000, Metric.Better.NEITHER);
            new SqliteSampleStore(database, Metrics.builtInAnd(List.of(load)))
                    .append(List.of(Sample.of("home", 1_000, 1)), "test");
            Metric finer = new Metric("load", "W", 2, 1, 0, 10_000, Metric.Better.NEITHER);
            SqliteSampleStore store = new SqliteSampleStore(database, Metrics.builtInAnd(List.of(finer)));
            assertThat(only(store)).isEqualTo(Sample.of("home", 1_000, 1));
        }
    }

    @Test
    void anImportThatWasTakenBackWhileItRanStoresNoMore() {
        try (Database database = new Database(file)) {
            SqliteSampleStore store = new SqliteSampleStore(database, Metrics.BUILT_IN);
            SqliteImportLog imports = new SqliteImportLog(database);
            long id = imports.begin("log.csv", 1);
            store.append(List.of(Sample.of("home", 1_000, 1)), ImportLog.origin(id));
            imports.undone(id, 2);
            store.withdraw(ImportLog.origin(id));
            assertThatThrownBy(() -> store.append(List.of(Sample.of("home", 2_000, 1)), ImportLog.origin(id)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("taken back");
            assertThat(store.newest(Scope.ALL, 3_000, 10)).isEmpty();
        }
    }
}
