package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.SnapshotStore.Promotion;
import dev.stillframe.core.port.SnapshotStore.Published;
import dev.stillframe.core.port.StoredObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SnapshotStore} does when many use it at once. */
public abstract class SnapshotStoreRaces {
    private static final String KEY = SnapshotStoreContract.KEY;
    private static final String META = "latest_1h_20.meta.json";
    private static final int BUILDS = 40;

    /** The store under test. */
    protected SnapshotStore store;

    /** An empty store; a new one for each test. */
    protected abstract SnapshotStore create() throws Exception;

    @BeforeEach
    void createStore() throws Exception {
        store = create();
    }

    @Test
    void of_many_who_use_one_stage_number_one_has_it() {
        for (int round = 1; round <= 10; round++) {
            long stage = round;
            List<Boolean> answers = Race.of(6, i -> () -> store.stage(Scope.ALL, stage, List.of(payload(i + 1))));

            assertThat(answers).filteredOn(won -> won).hasSize(1);
            StoredObject staged = store.readStaged(Scope.ALL, stage, KEY).orElseThrow();
            assertThat(build(staged)).isEqualTo(answers.indexOf(true) + 1L);
        }
    }

    @Test
    void promotion_never_lowers_the_build_whoever_is_last() {
        for (int round = 0; round < 10; round++) {
            List<Long> builds = List.of(4L * round + 1, 4L * round + 2, 4L * round + 3, 4L * round + 4);
            builds.forEach(b -> store.stage(Scope.ALL, b, List.of(payload(b))));
            List<Promotion> answers = Race.of(4, i -> () -> {
                long build = builds.get(i);
                return store.promote(Scope.ALL, build, build, List.of(KEY)).getFirst();
            });

            assertThat(answers.getLast()).isInstanceOf(Promotion.Promoted.class);
            Published published = store.read(KEY).orElseThrow();
            assertThat(published.number()).isEqualTo(builds.getLast());
            assertThat(build(published.object())).isEqualTo(builds.getLast());
        }
    }

    @Test
    void a_reader_sees_whole_payloads_that_never_go_back() {
        for (long b = 1; b <= BUILDS; b++) {
            store.stage(Scope.ALL, b, List.of(payload(b)));
        }
        store.promote(Scope.ALL, 1, 1, List.of(KEY));
        long[] seen = {1};
        Race.watched(List.of(() -> promoteAll(2, 2), () -> promoteAll(3, 2), () -> promoteAll(5, 5)), () -> {
            Published published = store.read(KEY).orElseThrow();
            assertThat(published.number()).isGreaterThanOrEqualTo(seen[0]);
            assertThat(build(published.object())).isEqualTo(published.number());
            seen[0] = published.number();
            Optional<StoredObject> version = store.readVersion(Scope.ALL, KEY, published.versionId());
            assertThat(build(version.orElseThrow())).isEqualTo(published.number());
        });

        assertThat(store.read(KEY).orElseThrow().number()).isEqualTo(BUILDS);
    }

    @Test
    void a_reader_sees_whole_small_objects_that_never_go_back() {
        store.publish(1, List.of(small(1)));
        long[] seen = {1};
        Race.watched(List.of(() -> publishAll(2), () -> publishAll(3)), () -> {
            Published published = store.read(META).orElseThrow();
            assertThat(published.number()).isGreaterThanOrEqualTo(seen[0]);
            assertThat(build(published.object())).isEqualTo(published.number());
            assertThat(store.damaged(List.of(META))).isEmpty();
            seen[0] = published.number();
        });
    }

    private void promoteAll(long first, long step) {
        for (long build = first; build <= BUILDS; build += step) {
            store.promote(Scope.ALL, build, build, List.of(KEY));
        }
    }

    private void publishAll(long first) {
        for (long build = first; build <= BUILDS; build += 2) {
            store.publish(build, List.of(small(build)));
        }
    }

    private static StoredObject payload(long build) {
        return new StoredObject(KEY, filled(40_000, build), true);
    }

    private static StoredObject small(long build) {
        return new StoredObject(META, filled(500, build), false);
    }

    private static byte[] filled(int size, long build) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) build);
        return body;
    }

    /** The build that a body is of, which every byte of it says. */
    private static long build(StoredObject object) {
        byte[] body = object.body();
        assertThat(body).isEqualTo(filled(body.length, body[0]));
        return body[0];
    }
}
