package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.publish.Verifier;
import dev.stillframe.core.rollup.Rules;
import dev.stillframe.testkit.Faults.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Builders that sleep at a bad moment while another goes on, and wake up. Each was once a seed of the simulation. */
class LateBuildersTest {
    private static final long NOW = 1_766_996_127_345L;
    private static final long MINUTE = 60_000;
    private static final Scope SCOPE = Scope.ALL;

    private final ManualClock clock = new ManualClock(NOW);
    private final MemorySnapshotStore snapshots = new MemorySnapshotStore(clock);
    private final Ports ports =
            new Ports(new MemorySampleStore(), new MemoryCheckpointStore(), snapshots, new MemoryLeaseStore());
    private final Reader reader = new Reader(snapshots);
    private long ids;

    private void arrive() {
        ports.samples().append(List.of(Sample.of("home", clock.millis() - 1, 93_100, 40_200, 11_200)), "test");
    }

    private BuildOutcome build(Ports through, BuildMode mode) {
        return new Builder(through, Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES, clock, () -> "build-" + ++ids)
                .build(SCOPE, mode);
    }

    private void built(BuildMode mode) {
        assertThat(build(ports, mode)).isInstanceOf(BuildOutcome.Built.class);
        reader.lookTwice(SCOPE);
    }

    /** Lets {@code meanwhile} happen once, before the first call of this name that comes after {@code from} others. */
    private static Faults interrupted(String name, int from, Faults.Source source, Runnable meanwhile) {
        boolean[] done = {false};
        return new Faults(source).before((call, answer) -> {
            if (!done[0] && call.name().equals(name) && call.number() > from) {
                done[0] = true;
                meanwhile.run();
            }
        });
    }

    @Test
    void marks_of_a_builder_that_failed_while_another_published_do_not_stay() {
        arrive();
        built(BuildMode.ALL);
        clock.advance(MINUTE);
        arrive();
        // Fails at its commit, and sleeps between reading the manifest and marking it.
        Faults failing = interrupted(
                "SnapshotStore.publish",
                0,
                call -> call.name().equals("CheckpointStore.replace") ? Fault.FAIL_BEFORE : Fault.NONE,
                () -> {
                    clock.advance(3 * MINUTE);
                    built(BuildMode.DUE);
                });
        assertThat(build(failing.wrap(ports), BuildMode.ALL)).isInstanceOf(BuildOutcome.Failed.class);
        clock.advance(MINUTE);
        build(ports, BuildMode.ALL);

        for (SnapshotId id : SnapshotId.of(SCOPE)) {
            byte[] meta = snapshots.read(id.metaKey()).orElseThrow().object().body();
            assertThat(Meta.parse(id, meta).stale()).as(id.metaKey()).isNull();
        }
        assertThat(new Verifier(ports, Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES)
                        .verify(SCOPE)
                        .differences())
                .isEmpty();
    }

    @Test
    void an_older_payload_does_not_come_back_where_the_newer_one_was_lost() {
        arrive();
        built(BuildMode.ALL);
        clock.advance(MINUTE);
        arrive();
        String lost = SnapshotId.of(SCOPE).getFirst().key();
        Faults slow = interrupted("SnapshotStore.promote", 0, call -> Fault.NONE, () -> {
            clock.advance(3 * MINUTE);
            arrive();
            built(BuildMode.ALL);
            snapshots.lose(lost);
            reader.lost(lost);
        });
        assertThat(build(slow.wrap(ports), BuildMode.ALL)).isInstanceOf(BuildOutcome.Superseded.class);

        reader.look(SCOPE);
        assertThat(snapshots.highest(List.of(lost))).isEqualTo(3);
        clock.advance(MINUTE);
        built(BuildMode.ALL);
        assertThat(snapshots.read(lost)).isPresent();
    }

    @Test
    void what_others_published_while_a_builder_slept_outlives_its_tidying() {
        arrive();
        Faults sleepy = Faults.none();
        boolean[] done = {false};
        sleepy.after((call, answer) -> {
            if (!done[0] && call.name().equals("SnapshotStore.publish")) {
                done[0] = true;
                clock.advance(3 * MINUTE);
                arrive();
                built(BuildMode.ALL);
                clock.advance(120 * MINUTE);
            }
        });
        assertThat(build(sleepy.wrap(ports), BuildMode.ALL)).isInstanceOf(BuildOutcome.Built.class);

        assertThat(done[0]).isTrue();
        reader.lookTwice(SCOPE);
    }
}
