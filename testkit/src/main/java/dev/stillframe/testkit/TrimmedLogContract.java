package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.publish.Verifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SampleStore} promises that drops old entries of its logs. */
public abstract class TrimmedLogContract {
    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final Scope HOME = Scope.host("home");
    private static final Scope LAB = Scope.host("lab");
    private static final List<Scope> SCOPES = List.of(Scope.ALL, HOME, LAB);

    private SampleStore store;

    /** An empty store for the built-in metrics; a new one for each test. */
    protected abstract SampleStore create();

    /** Drops the entries that the log of a host has now, as the store does with those that are old enough. */
    protected abstract void trim(SampleStore trimmed, String host);

    @BeforeEach
    void createStore() {
        store = create();
    }

    private static Sample at(String host, long minutesAgo) {
        return Sample.of(host, NOW - minutesAgo * MINUTE, 93_100 + minutesAgo, 40_200, 11_200);
    }

    private void append(Sample... samples) {
        store.append(List.of(samples), "test");
    }

    private List<Sample> scan(Scope scope) {
        List<Sample> found = new ArrayList<>();
        store.scan(scope, Long.MIN_VALUE, Long.MAX_VALUE - 1, Position.END, (seq, sample) -> found.add(sample));
        return found;
    }

    @Test
    void whoever_asks_for_dropped_entries_is_told_so() {
        append(at("home", 9));
        Position home = store.head(HOME);
        Position all = store.head(Scope.ALL);
        append(at("home", 8), at("home", 7));
        trim(store, "home");

        assertThat(store.readAfter(HOME, Position.NONE, 10).gone()).isTrue();
        assertThat(store.readAfter(HOME, home, 10)).isEqualTo(SampleStore.Batch.gone(home));
        assertThat(store.readAfter(Scope.ALL, all, 10)).isEqualTo(SampleStore.Batch.gone(all));
        assertThat(store.readAfter(Scope.ALL, all, 1).gone()).isTrue();
    }

    @Test
    void whoever_asks_for_what_came_after_them_gets_it() {
        append(at("home", 9), at("home", 8));
        append(at("lab", 9));
        trim(store, "home");
        Position home = store.head(HOME);
        Position all = store.head(Scope.ALL);
        assertThat(store.readAfter(HOME, home, 10)).isEqualTo(new SampleStore.Batch(List.of(), home, false));
        assertThat(store.readAfter(Scope.ALL, all, 10)).isEqualTo(new SampleStore.Batch(List.of(), all, false));

        append(at("home", 7));
        LogEntry entry = new LogEntry.Arrived(home.number() + 1, at("home", 7));
        assertThat(store.readAfter(HOME, home, 10).entries()).containsExactly(entry);
        assertThat(store.readAfter(Scope.ALL, all, 10).entries()).containsExactly(entry);
        assertThat(store.readAfter(LAB, Position.NONE, 10).entries()).hasSize(1);
        assertThat(store.readAfter(HOME, Position.NONE, 10).gone()).isTrue();
    }

    @Test
    void samples_and_their_identities_stay() {
        append(at("home", 9), at("home", 8));
        trim(store, "home");
        append(at("home", 9));

        assertThat(scan(HOME)).containsExactlyInAnyOrder(at("home", 9), at("home", 8));
        assertThat(scan(Scope.ALL)).containsExactlyInAnyOrder(at("home", 9), at("home", 8));
        assertThat(store.newest(HOME, NOW, 1)).containsExactly(at("home", 8));
    }

    @Test
    void a_build_that_comes_too_late_for_the_log_counts_everything_once() {
        ManualClock clock = new ManualClock(NOW);
        Ports ports =
                new Ports(store, new MemoryCheckpointStore(), new MemorySnapshotStore(clock), new MemoryLeaseStore());
        long[] ids = {0};
        Builder builder = new Builder(ports, Metrics.BUILT_IN, clock, () -> "build-" + ++ids[0]);
        append(at("home", 9), at("lab", 9));
        SCOPES.forEach(scope -> assertThat(builder.build(scope, BuildMode.ALL)).isInstanceOf(BuildOutcome.Built.class));

        append(at("home", 8), at("home", 7));
        trim(store, "home");
        append(at("home", 6), at("lab", 6));
        clock.advance(MINUTE);

        for (Scope scope : SCOPES) {
            assertThat(builder.build(scope, BuildMode.ALL))
                    .isInstanceOfSatisfying(
                            BuildOutcome.Built.class,
                            built -> assertThat(built.recomputed()).isEqualTo(!scope.equals(LAB)));
            assertThat(new Verifier(ports, Metrics.BUILT_IN).verify(scope).differences())
                    .isEmpty();
            int later = 5 - SCOPES.indexOf(scope);
            append(at("home", later), at("lab", later));
            clock.advance(MINUTE);
            assertThat(builder.build(scope, BuildMode.ALL))
                    .isInstanceOfSatisfying(
                            BuildOutcome.Built.class,
                            built -> assertThat(built.recomputed()).isFalse());
        }
    }
}
