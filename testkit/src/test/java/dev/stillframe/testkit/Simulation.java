package dev.stillframe.testkit;

import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.LastBuild;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.publish.Verifier;
import dev.stillframe.core.rollup.Rules;
import dev.stillframe.testkit.Faults.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A few minutes to months in the life of a deployment, as one seed draws them: builders that come between each other, calls
 * that fail in every way, deaths, a clock that moves both ways, samples that arrive and are taken back, files that get lost.
 * After each call of each builder a reader looks. In the end the sky clears, and one build of each scope puts all right.
 */
final class Simulation {
    private static final long START = 1_766_996_127_345L;
    private static final long MINUTE = 60_000;
    private static final List<Scope> SCOPES = List.of(Scope.ALL, Scope.host("home"), Scope.host("office"));
    private static final List<String> TARGETS = List.of(
            "LeaseStore.acquire",
            "CheckpointStore.load",
            "CheckpointStore.object",
            "SampleStore.readAfter",
            "SnapshotStore.damaged",
            "SnapshotStore.stage",
            "SnapshotStore.readStaged",
            "CheckpointStore.replace",
            "CheckpointStore.replace",
            "SnapshotStore.promote",
            "SnapshotStore.promote",
            "SnapshotStore.publish",
            "SnapshotStore.publish",
            "SnapshotStore.expire",
            "LeaseStore.release");

    private final RandomGenerator random;
    private final Samples generator;
    private final ManualClock clock = new ManualClock(START);
    private final MemorySnapshotStore snapshots = new MemorySnapshotStore(clock);
    private final Ports stores;
    private final Ports slow;
    private final Ledger ledger;
    private final Reader reader = new Reader(snapshots);
    private final Deque<Scope> building = new ArrayDeque<>();
    private final List<Faults> processes = new ArrayList<>();
    private final Map<String, Integer> happened = new TreeMap<>();
    private final List<String> story = new ArrayList<>();
    private long ids;
    private long arrivals;
    private Runnable lastAside = () -> {};
    /** Builds that ended and late commits that arrived. */
    private long disturbances;

    Simulation(long seed, SampleStore samples) {
        stores = new Ports(samples, new MemoryCheckpointStore(), snapshots, new MemoryLeaseStore());
        slow = new Ports(
                stores.samples(), stores.checkpoints(), new Piecewise(snapshots, this::between), stores.leases());
        ledger = new Ledger(stores.samples());
        random = Samples.random(seed);
        generator = new Samples(random);
    }

    /** How often what happened. */
    Map<String, Integer> happened() {
        return happened;
    }

    /** What happened, the latest last. */
    List<String> story() {
        return story;
    }

    /** Runs to the end. */
    void run() {
        for (int i = 0; i < 3; i++) {
            arrive();
        }
        for (int step = 0; step < 8; step++) {
            if (random.nextInt(3) == 0) {
                meddle();
            } else {
                build(SCOPES.get(random.nextInt(SCOPES.size())));
            }
            SCOPES.forEach(reader::lookTwice);
        }
        clear();
    }

    /** A process that builds once. Another may be in the middle of a build of the same scope. */
    private void build(Scope scope) {
        Faults faults =
                new Faults(weather()).before((call, answer) -> between()).after((call, answer) -> reader.look(scope));
        processes.add(faults);
        Builder builder = new Builder(
                faults.wrap(slow), Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES, clock, () -> "build-" + ++ids);
        BuildMode mode = List.of(BuildMode.DUE, BuildMode.ALL, BuildMode.ALL, BuildMode.REBUILD)
                .get(random.nextInt(4));
        int number = processes.size();
        long before = disturbances;
        // Some find the host at rest, and others, awake; without a draw, so that old seeds tell their old stories.
        Cadence cadence = scope.isAll() || number % 3 != 1 ? Cadence.NONE : Cadence.resting(Duration.ofHours(6));
        note("process " + number + " builds " + scope + " " + mode + " " + cadence + " at " + clock);
        building.push(scope);
        try {
            BuildOutcome outcome = builder.build(new BuildOrder(scope, mode, cadence));
            note("process " + number + ": " + outcome);
            count(outcome.getClass().getSimpleName());
            expect(
                    !(outcome instanceof BuildOutcome.Superseded) || disturbances > before,
                    "superseded, and nobody was there who could have done it");
            expect(
                    !(outcome instanceof BuildOutcome.Built built) || manifestBuild(scope) >= built.build(),
                    "built, and not published");
            if (outcome instanceof BuildOutcome.Failed failed && !isExpected(failed.cause())) {
                throw new AssertionError("a build failed for no fault of its stores", failed.cause());
            }
        } catch (Faults.Death death) {
            note("process " + number + ": " + death.getMessage());
            count("Died");
        } finally {
            building.pop();
            disturbances++;
        }
        reader.look(scope);
    }

    private long manifestBuild(Scope scope) {
        return snapshots
                .read(Manifest.key(scope))
                .map(p -> Manifest.parse(scope, p.object().body()).build())
                .orElse(Long.MAX_VALUE);
    }

    /** What a store did, or that what was staged could not be read back. */
    private static boolean isExpected(RuntimeException cause) {
        return cause instanceof StoreException
                || cause.getClass().getSimpleName().equals("InvalidBuildException");
    }

    /** Some processes meet a fault at one certain call, some at any, some at none. */
    private Faults.Source weather() {
        int kind = random.nextInt(10);
        if (kind < 3) {
            return call -> Fault.NONE;
        }
        if (kind < 5) {
            return call -> random.nextInt(30) == 0 ? fault() : Fault.NONE;
        }
        String target = TARGETS.get(random.nextInt(TARGETS.size()));
        return call -> call.name().equals(target) && random.nextInt(4) > 0 ? fault() : Fault.NONE;
    }

    private Fault fault() {
        Fault fault = Fault.values()[1 + random.nextInt(Fault.values().length - 1)];
        note("  " + fault);
        count(fault.name());
        return fault;
    }

    /** In the middle of a build, before one of its calls or between two objects of one. */
    private void between() {
        for (Scope scope : building) {
            reader.look(scope);
        }
        if (building.size() == 1 && random.nextInt(60) == 0) {
            if (random.nextInt(2) == 0) {
                clock.advance(random.nextLong(3 * MINUTE));
                build(building.getFirst());
            } else {
                meddle();
            }
        }
    }

    private void meddle() {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> arrive();
            case 3 -> {
                String origin = "origin-" + random.nextInt(3);
                note("  withdraw " + origin);
                ledger.withdraw(origin);
            }
            case 4, 5 -> moveClock();
            case 6 -> lose();
            default -> {
                note("  late commits arrive");
                disturbances++;
                processes.forEach(Faults::deliver);
            }
        }
    }

    private void arrive() {
        String host = random.nextInt(3) == 0 ? "office" : "home";
        long now = clock.millis();
        long t = switch (random.nextInt(6)) {
            case 0 -> now - random.nextLong(400 * 24 * 60 * MINUTE);
            case 1 -> now + random.nextLong(2 * MINUTE);
            case 2 -> (now / (3 * MINUTE)) * 3 * MINUTE - random.nextInt(2);
            default -> now - random.nextLong(90 * MINUTE);
        };
        note("  sample of " + host + " at " + t);
        ledger.arrive(generator.at(host, t), "origin-" + random.nextInt(3));
        // Without a draw, so that old seeds tell their old stories.
        arrivals++;
        if (arrivals % 4 == 0) {
            note("  it is set aside");
            ledger.setAside(host, t);
            lastAside = () -> ledger.restore(host, t);
        } else if (arrivals % 4 == 2) {
            note("  the one that was set aside last is restored");
            lastAside.run();
        }
    }

    private void moveClock() {
        long by = switch (random.nextInt(8)) {
            case 0 -> -random.nextLong(2 * MINUTE);
            case 1 -> -random.nextLong(60 * MINUTE);
            case 2 -> random.nextLong(40 * 24 * 60 * MINUTE);
            case 3 -> random.nextLong(3 * 60 * MINUTE);
            default -> random.nextLong(5 * MINUTE);
        };
        note("  the clock moves by " + by);
        clock.advance(by);
    }

    private void lose() {
        List<String> keys = new ArrayList<>(new TreeSet<>(snapshots.keys()));
        if (!keys.isEmpty()) {
            String key = keys.get(random.nextInt(keys.size()));
            note("  lost " + key);
            count("Lost files");
            snapshots.lose(key);
            reader.lost(key);
        }
    }

    /** Faults end; leases of the dead run out; each scope is built once. */
    private void clear() {
        note("the sky clears");
        processes.forEach(Faults::deliver);
        clock.advance(2 * MINUTE + random.nextLong(3 * MINUTE));
        Builder builder =
                new Builder(stores, Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES, clock, () -> "build-" + ++ids);
        for (Scope scope : SCOPES) {
            BuildOutcome outcome = builder.build(new BuildOrder(scope, BuildMode.ALL).thoroughly());
            if (outcome instanceof BuildOutcome.Busy) {
                // The lease of one who died before the clock was set back.
                clock.advance(2 * MINUTE);
                outcome = builder.build(new BuildOrder(scope, BuildMode.ALL).thoroughly());
            }
            note(outcome.toString());
            expect(outcome instanceof BuildOutcome.Built || outcome instanceof BuildOutcome.Unchanged, "" + outcome);
            long last = LastBuild.of(stores.checkpoints(), scope).orElseThrow().now();
            long now = Math.max(last, clock.millis());
            World.same(World.published(snapshots, scope), Oracle.payloads(ledger.counted(), scope, now), scope);
            reader.lookTwice(scope);
            for (SnapshotId id : SnapshotId.of(scope)) {
                Meta meta = Meta.parse(
                        id, snapshots.read(id.metaKey()).orElseThrow().object().body());
                expect(meta.stale() == null, id.metaKey() + " is still marked stale");
            }
            byte[] manifest =
                    snapshots.read(Manifest.key(scope)).orElseThrow().object().body();
            expect(!Manifest.parse(scope, manifest).anyStale(), "the manifest of " + scope + " is still marked stale");
            List<String> differences = new Verifier(stores, Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES)
                    .verify(scope)
                    .differences();
            expect(differences.isEmpty(), "verify found " + differences);
        }
    }

    private void note(String what) {
        story.add(what);
    }

    private void count(String what) {
        happened.merge(what, 1, Integer::sum);
    }

    private static void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
