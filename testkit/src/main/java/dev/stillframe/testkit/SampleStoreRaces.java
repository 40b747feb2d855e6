package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SampleStore} does when many use it at once. */
public abstract class SampleStoreRaces {
    private static final long T = SampleStoreContract.T;
    private static final int WRITERS = 4;
    private static final int CALLS = 25;
    private static final int BATCH = 7;

    /** The store under test, for the built-in metrics. */
    protected SampleStore store;

    /** An empty store for the built-in metrics; a new one for each test. */
    protected abstract SampleStore create() throws Exception;

    @BeforeEach
    void createStore() throws Exception {
        store = create();
    }

    @Test
    void of_many_who_store_one_identity_one_wins() {
        List<Verdict> won = List.of(Verdict.STORED);
        for (int round = 0; round < 20; round++) {
            long t = T + round;
            List<List<Verdict>> verdicts =
                    Race.of(8, i -> () -> store.append(List.of(Sample.of("home", t, i)), "writer-" + i));

            assertThat(verdicts).filteredOn(v -> v.equals(won)).hasSize(1);
            List<Sample> stored = new ArrayList<>();
            store.scan(Scope.ALL, t, t, Position.END, (seq, sample) -> stored.add(sample));
            assertThat(stored).containsExactly(Sample.of("home", t, verdicts.indexOf(won)));
        }
        assertThat(store.readAfter(Scope.ALL, Position.NONE, 100).entries()).hasSize(20);
    }

    @Test
    void a_reader_that_follows_the_log_misses_nothing_and_sees_what_a_call_has_of_a_host_together() {
        Follower follower = new Follower(Scope.ALL);
        Race.watched(writers(1), () -> {
            List<LogEntry> more = follower.read(100_000);
            Map<Long, Integer> ofCall = new HashMap<>();
            for (Sample sample : SampleStoreContract.samples(more)) {
                ofCall.merge(sample.values().get(1), 1, Integer::sum);
            }
            assertThat(ofCall.values()).allSatisfy(count -> assertThat(count).isEqualTo(BATCH));
        });

        assertThat(follower.followed).hasSize(WRITERS * CALLS * BATCH);
        assertFollowed(follower);
    }

    @Test
    void a_reader_that_follows_the_log_in_small_pieces_misses_nothing() {
        Follower follower = new Follower(Scope.ALL);
        Race.watched(writers(BATCH), () -> follower.read(5));
        follower.read(100_000);

        assertThat(follower.followed).hasSize(WRITERS * CALLS * BATCH);
        assertFollowed(follower);
    }

    @Test
    void a_reader_that_follows_one_host_misses_nothing() {
        Scope host = Scope.host("host-1");
        Follower follower = new Follower(host);
        Race.watched(writers(BATCH), () -> follower.read(3));
        follower.read(100_000);

        assertThat(SampleStoreContract.samples(follower.followed)).hasSize(WRITERS * CALLS);
        assertFollowed(follower);
    }

    @Test
    void a_scan_up_to_a_position_gives_the_same_for_ever() {
        Map<Position, List<Sample>> seen = new HashMap<>();
        List<Race.Step> steps = new ArrayList<>(writers(BATCH));
        steps.add(() -> {
            for (int i = 0; i < 10; i++) {
                store.withdraw("writer-" + i % WRITERS);
            }
        });
        steps.add(() -> {
            List<Long> some = new ArrayList<>();
            for (long i = 0; i < 400; i++) {
                some.add(T + i);
            }
            for (int i = 0; i < 5; i++) {
                store.setAside("host-1", some, "test");
                store.restore("host-1", some.subList(0, 200));
            }
        });
        Race.watched(steps, () -> seen.computeIfAbsent(store.head(Scope.ALL), this::scan));

        seen.forEach((head, samples) -> assertThat(scan(head)).isEqualTo(samples));
    }

    @Test
    void of_many_who_set_one_sample_aside_one_does_it() {
        List<Sample> samples = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            times.add(T + i);
            samples.add(Sample.of("home", T + i, i));
        }
        store.append(samples, "a");
        List<Long> done = Race.of(4, i -> () -> {
            long mine = 0;
            for (int at = 0; at < 60; at += 6) {
                mine += store.setAside("home", times.subList(Math.max(0, at - i), at + 6), "by " + i);
            }
            return mine;
        });
        assertThat(done.stream().mapToLong(Long::longValue).sum()).isEqualTo(60);
        assertThat(store.aside("home", T, 100)).hasSize(60);

        List<Long> restored = Race.of(4, i -> () -> i == 3 ? store.withdraw("a") : store.restore("home", times));
        assertThat(restored.get(3)).isEqualTo(60);
        assertThat(restored.get(0) + restored.get(1) + restored.get(2)).isIn(0L, 60L);
        assertThat(scan(Position.END)).isEmpty();
        assertThat(store.aside("home", T, 100)).isEmpty();
        assertThat(store.append(samples, "b")).containsOnly(Verdict.STORED);
    }

    /** Each stores calls of seven samples, for one host or seven; the second value says which call it was. */
    private List<Race.Step> writers(int hosts) {
        List<Race.Step> writers = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            int writer = w;
            writers.add(() -> {
                for (int call = 0; call < CALLS; call++) {
                    long mark = writer * 1000L + call;
                    List<Sample> batch = new ArrayList<>();
                    for (int i = 0; i < BATCH; i++) {
                        batch.add(Sample.of("host-" + i % hosts, T + mark * BATCH + i, i, mark));
                    }
                    store.append(batch, "writer-" + writer);
                }
            });
        }
        return writers;
    }

    /** Reads on and on from where it was. */
    private final class Follower {
        private final Scope scope;
        private final List<LogEntry> followed = new ArrayList<>();
        private Position position = Position.NONE;

        Follower(Scope scope) {
            this.scope = scope;
        }

        List<LogEntry> read(int limit) {
            SampleStore.Batch batch = store.readAfter(scope, position, limit);
            followed.addAll(batch.entries());
            position = batch.next();
            return batch.entries();
        }
    }

    /** What was followed is what is there, in the order of each host. */
    private void assertFollowed(Follower follower) {
        SampleStore.Batch all = store.readAfter(follower.scope, Position.NONE, 100_000);
        Map<String, List<LogEntry>> ofHosts = SampleStoreContract.byHost(follower.followed);
        assertThat(ofHosts).isEqualTo(SampleStoreContract.byHost(all.entries()));
        assertThat(ofHosts.values())
                .allSatisfy(entries ->
                        assertThat(entries).extracting(LogEntry::seq).isSorted().doesNotHaveDuplicates());
        assertThat(follower.position).isEqualTo(all.next()).isEqualTo(store.head(follower.scope));
    }

    private List<Sample> scan(Position upTo) {
        List<Sample> found = new ArrayList<>();
        store.scan(Scope.ALL, 0, Long.MAX_VALUE, upTo, (seq, sample) -> found.add(sample));
        found.sort(Comparator.comparing(Sample::host).thenComparingLong(Sample::t));
        return found;
    }
}
