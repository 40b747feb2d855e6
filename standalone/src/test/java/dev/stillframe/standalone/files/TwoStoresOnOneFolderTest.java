package dev.stillframe.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.SnapshotStore.Promotion;
import dev.stillframe.core.port.SnapshotStore.Published;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.standalone.sqlite.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two stores on one folder, as two processes have them: one writes, the other reads, or both write. */
class TwoStoresOnOneFolderTest {
    private static final List<String> KEYS =
            SnapshotId.of(Scope.ALL).stream().map(SnapshotId::key).toList();

    @TempDir
    Path root;

    private Database database() {
        return new Database(new DataFolder(root).database());
    }

    private LocalSnapshotStore store(Database database, Effects effects) {
        return new LocalSnapshotStore(new DataFolder(root), database, Instant::now, effects);
    }

    private static List<StoredObject> payloads(long build) {
        return KEYS.stream()
                .map(k -> new StoredObject(k, (k + " of " + build).getBytes(StandardCharsets.UTF_8), true))
                .toList();
    }

    private static boolean promote(SnapshotStore store, long build, long stage) {
        assertThat(store.stage(Scope.ALL, stage, payloads(build))).isTrue();
        return store.promote(Scope.ALL, stage, build, KEYS).stream().allMatch(p -> p instanceof Promotion.Promoted);
    }

    @Test
    void aReaderOfAnotherProcessFindsEveryFileInEveryMomentOfAPromotion() {
        try (Database one = database();
                Database two = database()) {
            SnapshotStore reader = store(two, Effects.NONE);
            promote(store(one, Effects.NONE), 1, 1);
            List<String> wrong = new ArrayList<>();
            // A virtual thread would do as well: the point is that a read may wait for the writer, and must not be told
            // "none".
            try (ExecutorService others = Executors.newCachedThreadPool()) {
                List<Future<Optional<Published>>> reads = new ArrayList<>();
                SnapshotStore writer = store(one, what -> {
                    if (what.equals("move") || what.equals("index")) {
                        reads.add(others.submit(() -> reader.read(KEYS.getFirst())));
                    }
                });
                promote(writer, 2, 2);
                for (Future<Optional<Published>> read : reads) {
                    Optional<Published> published = get(read);
                    if (published.isEmpty()) {
                        wrong.add("nothing");
                    } else if (!isWhole(KEYS.getFirst(), published.get())) {
                        wrong.add("torn");
                    }
                }
                assertThat(reads).hasSize(KEYS.size() + 1);
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void readersNeverSeeNothingNorAMixtureNorAnOlderBuildWhileBuildsArePromoted() throws Exception {
        try (Database one = database();
                Database two = database();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            SnapshotStore writer = store(one, Effects.NONE);
            promote(writer, 1, 1);
            CyclicBarrier start = new CyclicBarrier(3);
            AtomicBoolean over = new AtomicBoolean();
            List<Future<List<String>>> watched = new ArrayList<>();
            // One reads through the writer's own store, one as another process.
            for (SnapshotStore store : List.of(writer, store(two, Effects.NONE))) {
                watched.add(threads.submit(watch(store, start, over)));
            }
            start.await();
            for (long build = 2; build <= 25; build++) {
                promote(writer, build, build);
            }
            over.set(true);
            for (Future<List<String>> wrong : watched) {
                assertThat(wrong.get()).isEmpty();
            }
        }
    }

    private static Callable<List<String>> watch(SnapshotStore store, CyclicBarrier start, AtomicBoolean over) {
        return () -> {
            List<String> wrong = new ArrayList<>();
            long[] highest = new long[KEYS.size()];
            start.await();
            while (!over.get() && wrong.size() < 5) {
                for (int i = 0; i < KEYS.size(); i++) {
                    Optional<Published> read = store.read(KEYS.get(i));
                    if (read.isEmpty()) {
                        wrong.add(KEYS.get(i) + " is not there after " + highest[i]);
                    } else if (!isWhole(KEYS.get(i), read.get())) {
                        wrong.add(KEYS.get(i) + " is not what its number says");
                    } else if (read.get().number() < highest[i]) {
                        wrong.add(KEYS.get(i) + " is of " + read.get().number() + " after " + highest[i]);
                    } else {
                        highest[i] = read.get().number();
                    }
                }
            }
            return wrong;
        };
    }

    private static boolean isWhole(String key, Published published) {
        return new String(published.object().body(), StandardCharsets.UTF_8).equals(key + " of " + published.number());
    }

    @Test
    void ofTwoProcessesThatPromoteTheHigherBuildStandsForEveryKey() throws Exception {
        try (Database one = database();
                Database two = database();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            SnapshotStore first = store(one, Effects.NONE);
            SnapshotStore second = store(two, Effects.NONE);
            for (long round = 1; round <= 10; round++) {
                long build = 2 * round;
                CyclicBarrier start = new CyclicBarrier(2);
                Future<Boolean> lower = threads.submit(() -> {
                    start.await();
                    return promote(first, build - 1, build - 1);
                });
                Future<Boolean> higher = threads.submit(() -> {
                    start.await();
                    return promote(second, build, build);
                });
                lower.get();
                assertThat(higher.get())
                        .as("the higher build is promoted whole")
                        .isTrue();
                for (String key : KEYS) {
                    assertThat(first.read(key)).hasValueSatisfying(p -> {
                        assertThat(p.number()).isEqualTo(build);
                        assertThat(isWhole(key, p)).isTrue();
                    });
                }
                assertThat(second.damaged(KEYS)).isEmpty();
            }
        }
    }

    @Test
    void theSameStageNumberIsGivenToOneOfTwoProcesses() throws Exception {
        try (Database one = database();
                Database two = database();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            SnapshotStore first = store(one, Effects.NONE);
            SnapshotStore second = store(two, Effects.NONE);
            for (long stage = 1; stage <= 30; stage++) {
                CyclicBarrier start = new CyclicBarrier(2);
                long number = stage;
                Future<Boolean> mine = threads.submit(() -> {
                    start.await();
                    return first.stage(Scope.ALL, number, payloads(1));
                });
                Future<Boolean> theirs = threads.submit(() -> {
                    start.await();
                    return second.stage(Scope.ALL, number, payloads(2));
                });
                assertThat(List.of(mine.get(), theirs.get())).containsExactlyInAnyOrder(true, false);
            }
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
