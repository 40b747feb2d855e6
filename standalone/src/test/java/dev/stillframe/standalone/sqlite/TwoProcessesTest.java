package dev.stillframe.standalone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.ClosedOriginException;
import dev.stillframe.core.port.CommitResult;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.Verdict;
import dev.stillframe.testkit.Race;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two databases on one file share nothing but the file: what they do side by side, two processes may do. */
class TwoProcessesTest {
    private static final int ROUNDS = 40;

    @TempDir
    Path folder;

    private Database one;
    private Database two;

    @BeforeEach
    void open() {
        one = new Database(folder.resolve("stillframe.db"));
        two = new Database(folder.resolve("stillframe.db"));
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private SampleStore samples(int process) {
        return new SqliteSampleStore(process == 0 ? one : two, Metrics.BUILT_IN);
    }

    @Test
    void anIdentityIsGivenToOneOfTwoAndBothKnowWho() {
        List<SampleStore> stores = List.of(samples(0), samples(1));
        List<List<Verdict>> verdicts = Race.of(2, process -> () -> {
            List<Verdict> all = new ArrayList<>();
            for (int t = 1; t <= ROUNDS; t++) {
                all.addAll(stores.get(process).append(List.of(Sample.of("home", t, process)), "process-" + process));
            }
            return all;
        });
        List<LogEntry> log =
                stores.getFirst().readAfter(Scope.ALL, Position.NONE, 1_000).entries();
        assertThat(log).hasSize(ROUNDS);
        for (LogEntry entry : log) {
            Sample sample = ((LogEntry.Arrived) entry).sample();
            int winner = (int) sample.values().get(0);
            int round = (int) sample.t() - 1;
            assertThat(verdicts.get(winner).get(round)).isEqualTo(Verdict.STORED);
            assertThat(verdicts.get(1 - winner).get(round)).isEqualTo(Verdict.DUPLICATE);
        }
    }

    @Test
    void aFollowerOfTheLogMissesNothingThatAnotherProcessAppends() {
        SampleStore writer = samples(0);
        SampleStore follower = samples(1);
        List<Long> followed = new ArrayList<>();
        Race.watched(
                List.of(() -> {
                    for (int i = 1; i <= ROUNDS; i++) {
                        writer.append(List.of(Sample.of("attic", i, i), Sample.of("cellar", i, i)), "origin-" + i);
                        if (i % 8 == 0) {
                            writer.withdraw("origin-" + i);
                        }
                    }
                }),
                () -> follower.readAfter(Scope.ALL, last(followed), 7)
                        .entries()
                        .forEach(entry -> followed.add(entry.seq())));
        assertThat(followed).isSorted().doesNotHaveDuplicates();
        List<Long> rest = follower.readAfter(Scope.ALL, last(followed), 1_000).entries().stream()
                .map(LogEntry::seq)
                .toList();
        followed.addAll(rest);
        assertThat(followed)
                .isEqualTo(writer.readAfter(Scope.ALL, Position.NONE, 1_000).entries().stream()
                        .map(LogEntry::seq)
                        .toList());
    }

    private static Position last(List<Long> followed) {
        return followed.isEmpty() ? Position.NONE : Position.after(followed.getLast());
    }

    @Test
    void numbersAreNeverUsedAgainEvenByAnotherProcess() {
        samples(0).append(List.of(Sample.of("home", 1, 1)), "first");
        samples(1).withdraw("first");
        samples(0).append(List.of(Sample.of("home", 1, 2)), "second");
        assertThat(samples(1).readAfter(Scope.ALL, Position.NONE, 10).entries().stream()
                        .map(LogEntry::seq))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void ofTwoWhoReplaceTheSameRootOneWins() {
        List<CheckpointStore> stores = List.of(new SqliteCheckpointStore(one), new SqliteCheckpointStore(two));
        AtomicInteger committed = new AtomicInteger();
        Race.of(2, process -> () -> {
            for (int done = 0; done < ROUNDS; ) {
                CheckpointStore store = stores.get(process);
                long version =
                        store.load(Scope.ALL).map(CheckpointStore.Root::version).orElse(0L);
                byte[] root = (process + " " + done).getBytes(StandardCharsets.UTF_8);
                CommitResult result = store.replace(
                        Scope.ALL,
                        version,
                        root,
                        List.of(new CheckpointStore.StateObject("rings-" + version, root)),
                        List.of("rings-" + version));
                if (result instanceof CommitResult.Committed c) {
                    assertThat(c.version()).isEqualTo(version + 1);
                    committed.incrementAndGet();
                    done++;
                }
            }
            return true;
        });
        CheckpointStore.Root last = stores.getFirst().load(Scope.ALL).orElseThrow();
        assertThat(last.version()).isEqualTo(committed.get()).isEqualTo(2 * ROUNDS);
        assertThat(stores.getLast().object(Scope.ALL, "rings-" + (last.version() - 1)))
                .hasValueSatisfying(object -> assertThat(object).isEqualTo(last.bytes()));
    }

    @Test
    void ofTwoWhoAskForABuildOneAddsAndTheOtherJoins() {
        List<RefreshQueue> queues = List.of(new SqliteRefreshQueue(one), new SqliteRefreshQueue(two));
        for (int round = 0; round < ROUNDS; round++) {
            String half = HexFormat.of().toHexDigits(round) + "00000000";
            List<RefreshQueue.Asked> asked = Race.of(
                    2, process -> () -> queues.get(process).ask(Scope.ALL, half + "000000000000000" + process, 1));
            assertThat(asked).extracting(RefreshQueue.Asked::joined).containsExactlyInAnyOrder(true, false);
            assertThat(asked.getFirst().refresh()).isEqualTo(asked.getLast().refresh());
            assertThat(queues.getLast().begin(Scope.ALL, Refresh.Step.running("read", 5, 2)))
                    .hasSize(1);
        }
        assertThat(queues.getFirst().open()).hasSize(ROUNDS);
    }

    @Test
    void anOriginThatTheOneClosedIsRefusedByTheOther() {
        SampleStore server = samples(0);
        server.append(List.of(Sample.of("home", 1, 1)), "token:a");
        assertThat(samples(1).quarantine("token:a")).isEqualTo(1);
        assertThatThrownBy(() -> server.append(List.of(Sample.of("home", 2, 1)), "token:a"))
                .isInstanceOf(ClosedOriginException.class);
        assertThat(server.newest(Scope.ALL, 10, 10)).isEmpty();
    }

    @Test
    void aLeaseOfTheOneIsRespectedByTheOther() {
        SqliteLeaseStore first = new SqliteLeaseStore(one);
        SqliteLeaseStore second = new SqliteLeaseStore(two);
        assertThat(first.acquire("all", "a", 0, Duration.ofMinutes(2))).isTrue();
        assertThat(second.acquire("all", "b", 1, Duration.ofMinutes(2))).isFalse();
        first.release("all", "a");
        assertThat(second.acquire("all", "b", 1, Duration.ofMinutes(2))).isTrue();
    }

    @Test
    void theLeaseOfAProcessThatHasDiedIsVoid() throws Exception {
        SqliteLeaseStore store = new SqliteLeaseStore(one);
        assertThat(store.acquire("all", "a", 0, Duration.ofMinutes(2))).isTrue();
        Process gone = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(), "-version")
                .redirectErrorStream(true)
                .start();
        gone.getInputStream().readAllBytes();
        gone.waitFor();
        pretendTheHolderIs(gone.pid(), 0);
        assertThat(store.acquire("all", "b", 1, Duration.ofMinutes(2))).isTrue();
    }

    @Test
    void anotherProcessThatGotTheNumberOfADeadOneHoldsNothing() throws SQLException {
        SqliteLeaseStore store = new SqliteLeaseStore(one);
        assertThat(store.acquire("all", "a", 0, Duration.ofMinutes(2))).isTrue();
        pretendTheHolderIs(ProcessHandle.current().pid(), 12_345);
        assertThat(store.acquire("all", "b", 1, Duration.ofMinutes(2))).isTrue();
    }

    private void pretendTheHolderIs(long process, long started) throws SQLException {
        two.write(connection -> {
            try (var update = connection.prepareStatement("UPDATE leases SET process = ?, process_started = ?")) {
                update.setLong(1, process);
                update.setLong(2, started);
                return update.executeUpdate();
            }
        });
    }
}
