package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.memory.HostLogSampleStore;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.publish.Verifier;
import dev.stillframe.core.rollup.Rules;
import dev.stillframe.testkit.Faults.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One fault at one call of one build: every kind at every call, and the answers to a commit one by one. */
class FailureMatrixTest {
    private static final long NOW = 1_766_996_127_345L;
    private static final Scope SCOPE = Scope.ALL;

    private final ManualClock clock = new ManualClock(NOW);
    private final MemorySnapshotStore snapshots = new MemorySnapshotStore(clock);
    private Ports ports =
            new Ports(new MemorySampleStore(), new MemoryCheckpointStore(), snapshots, new MemoryLeaseStore());
    private Ledger ledger = new Ledger(ports.samples());
    private final Reader reader = new Reader(snapshots);
    private long ids;

    /** The same with samples elsewhere. */
    private FailureMatrixTest on(SampleStore samples) {
        ports = new Ports(samples, ports.checkpoints(), snapshots, ports.leases());
        ledger = new Ledger(samples);
        return this;
    }

    /** One clean build of two samples, and a third that waits. */
    private void begin() {
        ledger.arrive(Sample.of("home", NOW - 70_000, 93_100, 40_200, 11_200), "test");
        ledger.arrive(Sample.failed("office", NOW - 50_000, "no route to server"), "test");
        assertThat(build(Faults.none())).isInstanceOf(BuildOutcome.Built.class);
        clock.advance(60_000);
        ledger.arrive(Sample.of("office", NOW + 30_000, 12_005, 900), "test");
    }

    private BuildOutcome build(Faults faults) {
        faults.after((call, answer) -> reader.look(SCOPE));
        return new Builder(
                        faults.wrap(ports),
                        Metrics.BUILT_IN,
                        Rules.USUAL,
                        ShownPages.PAGES,
                        clock,
                        () -> "build-" + ++ids)
                .build(SCOPE, BuildMode.ALL);
    }

    /** Builds once more, without faults, and finds everything right. */
    private void mend(String after) {
        clock.advance(121_000);
        BuildOutcome outcome = build(Faults.none());
        assertThat(outcome).as(after).isInstanceOf(BuildOutcome.Built.class);
        reader.lookTwice(SCOPE);
        Map<String, String> expected = Oracle.payloads(ledger.counted(), SCOPE, clock.millis());
        World.same(World.published(snapshots, SCOPE), expected, after);
        assertThat(new Verifier(ports, Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES)
                        .verify(SCOPE)
                        .differences())
                .as(after)
                .isEmpty();
        assertThat(manifest().anyStale()).as(after).isFalse();
    }

    private Manifest manifest() {
        return Manifest.parse(
                SCOPE,
                snapshots.read(Manifest.key(SCOPE)).orElseThrow().object().body());
    }

    @Test
    void every_fault_at_every_call_is_mended_by_the_next_build() {
        Faults counting = Faults.none();
        begin();
        build(counting);
        int calls =
                counting.counts().values().stream().mapToInt(Integer::intValue).sum();
        int cells = 0;
        for (int number = 1; number <= calls; number++) {
            for (Fault fault : Fault.values()) {
                new FailureMatrixTest().oneFault(number, fault);
                new FailureMatrixTest().on(new HostLogSampleStore()).oneFault(number, fault);
                cells += 2;
            }
        }
        System.out.println("failure matrix: " + calls + " calls, " + cells + " cells");
        assertThat(calls).isGreaterThan(30);
    }

    private void oneFault(int number, Fault fault) {
        begin();
        String[] name = {""};
        Faults faults = new Faults(call -> {
            name[0] = call.number() == number ? call.name() : name[0];
            return call.number() == number ? fault : Fault.NONE;
        });
        String cell = fault + " at call " + number;
        try {
            BuildOutcome outcome = build(faults);
            cell += " " + name[0] + ": " + outcome;
            if (outcome instanceof BuildOutcome.Failed) {
                assertThat(manifest().anyStale() || name[0].startsWith("LeaseStore.acquire"))
                        .as("says that it failed: " + cell)
                        .isTrue();
            }
        } catch (Faults.Death death) {
            cell += " " + name[0] + ": " + death.getMessage();
        }
        faults.deliver();
        reader.lookTwice(SCOPE);
        mend(cell);
    }

    @Test
    void a_commit_whose_answer_was_lost_is_found_and_published() {
        begin();
        BuildOutcome outcome = build(at("CheckpointStore.replace", Fault.UNKNOWN_AFTER));

        assertThat(outcome).isInstanceOf(BuildOutcome.Built.class);
        assertThat(manifest().build()).isEqualTo(2);
        World.same(
                World.published(snapshots, SCOPE),
                Oracle.payloads(ledger.counted(), SCOPE, clock.millis()),
                "answer lost");
    }

    @Test
    void a_commit_that_did_not_happen_is_a_failure_and_leaves_the_payloads() {
        begin();
        final Map<String, String> before = World.published(snapshots, SCOPE);
        BuildOutcome outcome = build(at("CheckpointStore.replace", Fault.UNKNOWN_BEFORE));

        assertThat(outcome).isInstanceOf(BuildOutcome.Failed.class);
        assertThat(World.published(snapshots, SCOPE)).isEqualTo(before);
        assertThat(manifest().anyStale()).isTrue();
        mend("a commit that did not happen");
    }

    @Test
    void a_commit_that_arrives_late_is_carried_on_by_the_next_build() {
        begin();
        Faults faults = at("CheckpointStore.replace", Fault.UNKNOWN_LATE);
        assertThat(build(faults)).isInstanceOf(BuildOutcome.Failed.class);
        faults.deliver();
        reader.look(SCOPE);

        mend("a late commit");
        assertThat(manifest().build()).isEqualTo(3);
    }

    @Test
    void a_commit_on_which_another_has_built_meanwhile_is_superseded() {
        begin();
        boolean[] done = {false};
        Faults faults = at("CheckpointStore.replace", Fault.UNKNOWN_AFTER);
        faults.before((call, answer) -> {
            if (call.name().equals("CheckpointStore.load") && call.number() > 4 && !done[0]) {
                done[0] = true;
                clock.advance(180_000);
                BuildOutcome other = new Builder(
                                ports, Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES, clock, () -> "other")
                        .build(SCOPE, BuildMode.ALL);
                assertThat(other).isInstanceOf(BuildOutcome.Built.class);
            }
        });

        assertThat(build(faults)).isInstanceOf(BuildOutcome.Superseded.class);
        assertThat(done[0]).isTrue();
        assertThat(manifest().build()).isEqualTo(3);
        assertThat(manifest().anyStale()).isFalse();
        reader.lookTwice(SCOPE);
    }

    @Test
    void a_commit_that_was_lost_to_another_leaves_the_other_as_it_is() {
        begin();
        Faults faults = Faults.none();
        boolean[] done = {false};
        faults.before((call, answer) -> {
            if (call.name().equals("CheckpointStore.replace") && !done[0]) {
                done[0] = true;
                clock.advance(180_000);
                new Builder(ports, Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES, clock, () -> "other")
                        .build(SCOPE, BuildMode.ALL);
            }
        });

        assertThat(build(faults)).isInstanceOf(BuildOutcome.Superseded.class);
        assertThat(manifest().build()).isEqualTo(2);
        assertThat(manifest().anyStale()).isFalse();
        World.same(
                World.published(snapshots, SCOPE),
                Oracle.payloads(ledger.counted(), SCOPE, clock.millis()),
                "lost commit");
    }

    private static Faults at(String name, Fault fault) {
        return new Faults(call -> call.name().equals(name) ? fault : Fault.NONE);
    }

    @Test
    void the_dead_make_no_more_calls() {
        Faults faults = at("LeaseStore.acquire", Fault.DIE_AFTER);
        Ports dying = faults.wrap(ports);
        List<Class<?>> thrown = new java.util.ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try {
                dying.leases().acquire("all", "me", NOW, java.time.Duration.ofMinutes(2));
            } catch (Faults.Death death) {
                thrown.add(death.getClass());
            }
        }
        assertThat(thrown).hasSize(2);
        assertThat(faults.dead()).isTrue();
        assertThat(faults.counts()).containsEntry("LeaseStore.acquire", 1);
    }
}
