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
}
