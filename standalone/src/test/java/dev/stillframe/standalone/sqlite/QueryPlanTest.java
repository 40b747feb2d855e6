package dev.stillframe.standalone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.port.SampleStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What SQLite reads for what a build asks, told by its plan: it must find the rows by an index, so that the length of the
 * history makes no difference. The statements are those that the store prepares.
 */
class QueryPlanTest {
    @TempDir
    Path folder;

    private List<String> plan(Database database, String sql) {
        return database.read(connection -> steps(connection, sql));
    }

    private static List<String> steps(Connection connection, String sql) throws SQLException {
        List<String> steps = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (row.next()) {
                steps.add(row.getString("detail"));
            }
        }
        return steps;
    }

    @Test
    void nothingThatABuildAsksScansTheHistory() {
        try (Database database = new Database(folder.resolve("stillframe.db"))) {
            SampleStore store = new SqliteSampleStore(database, Metrics.BUILT_IN);
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < 4_000; i++) {
                samples.add(Sample.of(i % 4 == 0 ? "rare" : "busy", i, i));
            }
            store.append(samples, "import:1");
            store.append(List.of(Sample.of("new", 1, 1)), "import:2");
            store.withdraw("import:2");
            store.append(List.of(Sample.of("new", 2, 1)), "token:a");
            store.quarantine("token:a");

            String columns = "SELECT seq, host, t, origin, body FROM arrivals ";
            assertThat(plan(database, columns + "WHERE seq > 10 ORDER BY seq LIMIT 5000"))
                    .containsExactly("SEARCH arrivals USING INTEGER PRIMARY KEY (rowid>?)");
            assertThat(plan(database, columns + "WHERE seq > 10 AND host = 1 ORDER BY seq LIMIT 5000"))
                    .containsExactly("SEARCH arrivals USING INDEX arrivals_of_host (host=? AND rowid>?)");
            assertThat(plan(database, "SELECT max(seq) FROM arrivals WHERE host = 1"))
                    .singleElement()
                    .asString()
                    .startsWith("SEARCH arrivals USING")
                    .contains("INDEX arrivals_of_host (host=?)");
            assertThat(
                            plan(
                                    database,
                                    columns
                                            + "WHERE host = 1 AND t BETWEEN 5 AND 9 AND withdrawn IS NULL AND seq <= 7 ORDER BY t"))
                    .containsExactly("SEARCH arrivals USING INDEX arrivals_identity (host=? AND t>? AND t<?)");
            assertThat(plan(
                            database,
                            columns + "WHERE host = 1 AND t <= 9 AND withdrawn IS NULL ORDER BY t DESC LIMIT 3"))
                    .containsExactly("SEARCH arrivals USING INDEX arrivals_identity (host=? AND t<?)");
            assertThat(plan(
                            database,
                            columns + "WHERE +host = 1 AND t BETWEEN 5 AND 9 AND withdrawn > 7 AND +seq <= 7"))
                    .containsExactly("SEARCH arrivals USING INDEX arrivals_withdrawn (withdrawn>?)");
        }
    }

    @Test
    void theCheckOfAnOriginIsOneLookup() {
        try (Database database = new Database(folder.resolve("stillframe.db"))) {
            assertThat(plan(database, "SELECT 1 FROM origins WHERE name = 'token:a' AND closed"))
                    .singleElement()
                    .asString()
                    .startsWith("SEARCH origins USING")
                    .endsWith("(name=?)");
        }
    }

    @Test
    void whatIsAsideIsFoundByItsIndexes() {
        try (Database database = new Database(folder.resolve("stillframe.db"))) {
            assertThat(plan(database, Changes.LAST)).containsExactly("SEARCH arrivals USING INDEX arrivals_changes");
            assertThat(plan(database, Changes.ENDED_LATER))
                    .containsExactly("SEARCH asides USING INDEX asides_ended (host=? AND until>?)");
            assertThat(plan(database, Changes.OPEN))
                    .containsExactly("SEARCH asides USING INDEX asides_open (host=? AND t>?)");
            assertThat(plan(database, Changes.FIND))
                    .containsExactly("SEARCH arrivals USING INDEX arrivals_identity (host=? AND t=?)");
            assertThat(plan(database, Changes.FIND_OPEN))
                    .containsExactly("SEARCH asides USING INDEX asides_open (host=? AND t=?)");
            assertThat(plan(database, Changes.CLOSE_TAKEN_BACK).getFirst())
                    .startsWith("SEARCH asides USING")
                    .contains("INDEX asides_open (host=?)");
        }
    }

    @Test
    void refreshesAreFoundByTheirIndexes() {
        try (Database database = new Database(folder.resolve("stillframe.db"))) {
            assertThat(plan(database, SqliteRefreshQueue.FIND))
                    .containsExactly("SEARCH refreshes USING INDEX sqlite_autoindex_refreshes_1 (id=?)");
            assertThat(plan(database, SqliteRefreshQueue.QUEUED).getFirst())
                    .isEqualTo("SEARCH refreshes USING INDEX refreshes_of_scope (scope=? AND status=?)");
            assertThat(plan(database, SqliteRefreshQueue.COMPLETED))
                    .containsExactly("SEARCH refreshes USING INDEX refreshes_of_scope (scope=? AND status=?)");
            assertThat(plan(database, SqliteRefreshQueue.OPEN).getFirst())
                    .isEqualTo("SEARCH refreshes USING INDEX refreshes_by_status (status=?)");
            assertThat(plan(database, SqliteRefreshQueue.EXPIRED).getFirst())
                    .isEqualTo("SEARCH refreshes USING INDEX refreshes_by_status (status=? AND updated<?)");
        }
    }

    @Test
    void tokensAndTheAuditLogAreFoundByTheirIndexes() {
        try (Database database = new Database(folder.resolve("stillframe.db"))) {
            assertThat(plan(database, "SELECT id, role FROM tokens WHERE id = 'a'"))
                    .containsExactly("SEARCH tokens USING PRIMARY KEY (id=?)");
            assertThat(plan(database, "DELETE FROM audit WHERE at < 5").getFirst())
                    .isEqualTo("SEARCH audit USING INDEX audit_at (at<?)");
            assertThat(plan(database, "SELECT at, actor FROM audit ORDER BY id DESC LIMIT 5"))
                    .containsExactly("SCAN audit");
        }
    }
}
