package dev.stillframe.standalone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.testkit.SampleStoreContract;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSampleStoreTest extends SampleStoreContract {
    @TempDir
    Path folder;

    private @Nullable Database database;

    @Override
    protected SampleStore create() {
        database = new Database(folder.resolve("stillframe.db"));
        return new SqliteSampleStore(database, Metrics.BUILT_IN);
    }

    @Override
    protected SampleStore reopen(SampleStore opened) {
        close();
        return create();
    }

    @Test
    void allHostsShareOneLogInTheOrderOfArrival() {
        List<Sample> given = List.of(Sample.of("home", 3, 1), Sample.of("office", 1, 1), Sample.of("home", 2, 1));
        store.append(given, "a");

        List<LogEntry> entries = store.readAfter(Scope.ALL, Position.NONE, 10).entries();
        assertThat(entries)
                .containsExactly(
                        new LogEntry.Arrived(1, given.get(0)),
                        new LogEntry.Arrived(2, given.get(1)),
                        new LogEntry.Arrived(3, given.get(2)));
        assertThat(store.head(Scope.ALL)).isEqualTo(Position.after(3));
        assertThat(store.head(Scope.host("office"))).isEqualTo(Position.after(2));
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
