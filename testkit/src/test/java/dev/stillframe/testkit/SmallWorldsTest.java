package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.memory.HostLogSampleStore;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.publish.BuildMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Exhausts small worlds: up to five events in all orders, cut into builds in all ways, each build at its own instant of the
 * clock. What is published in the end is what the contracts say of the samples alone, and what a first build of them gives.
 */
class SmallWorldsTest {
    private static final long DAY = 24 * 3_600_000L;
    private static final long BASE = Instant.parse("2025-12-29T08:15:27.345Z").toEpochMilli();
    private static final AtomicLong WORLDS = new AtomicLong();
    private static final AtomicLong BUILDS = new AtomicLong();

    /** Something that happens between builds. */
    private sealed interface Event {
        record Arrival(Sample sample, String origin) implements Event {}

        record Withdrawal(String origin) implements Event {}

        record SettingAside(String host, long t) implements Event {}

        record Restoration(String host, long t) implements Event {}
    }

    /** Where the clock stands at each build, in milliseconds from the instant of the last one. */
    private enum Clock {
        CREEPS {
            @Override
            long at(int build, int of, long span, long bucket) {
                return (long) build - of;
            }
        },
        MEETS_EDGES {
            @Override
            long at(int build, int of, long span, long bucket) {
                return (long) (build - of) * bucket + build % 3 - 1;
            }
        },
        PAUSES_LONG {
            @Override
            long at(int build, int of, long span, long bucket) {
                return (long) (build - of) * (span / 2 + 1);
            }
        },
        STEPS_BACK_A_LITTLE {
            @Override
            long at(int build, int of, long span, long bucket) {
                return build % 2 == 0 ? 90_000 : 45_000;
            }
        },
        IS_TWO_MINUTES_AHEAD {
            @Override
            long at(int build, int of, long span, long bucket) {
                return build % 2 == 0 ? 120_000 : 120_001;
            }
        },
        JUMPS_FAR_AHEAD_AND_BACK {
            @Override
            long at(int build, int of, long span, long bucket) {
                return build % 2 == 0 ? 400 * DAY : -bucket;
            }
        },
        WAS_SET_FAR_BACK {
            @Override
            long at(int build, int of, long span, long bucket) {
                return build % 2 == 0 ? -10 : -span;
            }
        };

        abstract long at(int build, int of, long span, long bucket);
    }

    /** The instants that matter around one window and granularity. */
    private record Edges(SnapshotId id, long now) {
        long bucket() {
            return id.window().bucketMillis(id.granularity());
        }

        long from() {
            return (now / bucket() + 1) * bucket() - id.window().spanMillis();
        }

        long presentBucket() {
            return now / bucket() * bucket();
        }
    }

    @AfterAll
    static void say() {
        System.out.println("small worlds: " + WORLDS + ", builds: " + BUILDS);
    }

    @Test
    void three_samples_at_the_edges_of_every_window_and_granularity() {
        List<Runnable> worlds = new ArrayList<>();
        int kind = 0;
        for (SnapshotId id : SnapshotId.of(Scope.ALL)) {
            long bucket = id.window().bucketMillis(id.granularity());
            for (int delta = -1; delta <= 1; delta++) {
                Edges e = new Edges(id, BASE / bucket * bucket + delta);
                List<List<Event>> sets = List.of(
                        List.of(full(e.from() - 1), failed(e.from()), partial(e.now())),
                        List.of(full(e.presentBucket() - 1), full(e.presentBucket()), partial(e.now() + 1)),
                        List.of(full(e.now()), failed(e.now() + 1), partial(e.now() + 120_000)));
                for (List<Event> set : sets) {
                    Clock clock = Clock.values()[kind++ % Clock.values().length];
                    worlds.addAll(worlds(set, e, clock, Scope.ALL));
                }
            }
        }
        run(worlds);
    }

    @Test
    void four_samples_with_every_movement_of_the_clock() {
        List<Runnable> worlds = new ArrayList<>();
        List<SnapshotId> ids = SnapshotId.of(Scope.ALL);
        for (Clock clock : Clock.values()) {
            for (int place = 0; place < 2; place++) {
                SnapshotId id = ids.get((clock.ordinal() * 7 + place * 12 + place) % ids.size());
                long bucket = id.window().bucketMillis(id.granularity());
                Edges e = new Edges(id, BASE / bucket * bucket + place);
                List<Event> set = List.of(
                        full(e.from()),
                        partial(e.presentBucket() - 1),
                        other(e.presentBucket()),
                        full(e.now() + 60_000));
                worlds.addAll(worlds(set, e, clock, place == 0 ? Scope.ALL : Scope.host("home")));
            }
        }
        run(worlds);
    }

    @Test
    void five_samples_whatever_comes_first() {
        List<Runnable> worlds = new ArrayList<>();
        Edges e = new Edges(new SnapshotId(Scope.ALL, Window.D1, Granularity.G250), BASE / 345_600 * 345_600 + 1);
        List<Event> set = List.of(
                full(e.from()),
                partial(e.presentBucket() - 1),
                failed(e.presentBucket()),
                other(e.presentBucket()),
                full(e.now() + 60_000));
        for (Clock clock : List.of(Clock.MEETS_EDGES, Clock.STEPS_BACK_A_LITTLE, Clock.JUMPS_FAR_AHEAD_AND_BACK)) {
            worlds.addAll(worlds(set, e, clock, Scope.ALL));
        }
        run(worlds);
    }

    @Test
    void of_samples_with_one_identity_the_first_to_arrive_counts() {
        List<Runnable> worlds = new ArrayList<>();
        Edges e = new Edges(new SnapshotId(Scope.ALL, Window.D10, Granularity.G20), BASE);
        List<Event> set = List.of(
                arrival(Sample.of("home", BASE - 5, 10_000, 5), "a"),
                arrival(Sample.of("home", BASE - 5, 70_000), "a"),
                arrival(Sample.of("home", BASE - 4, 30_000), "a"),
                arrival(Sample.failed("home", BASE - 4, "no answer"), "a"));
        for (Clock clock : Clock.values()) {
            worlds.addAll(worlds(set, e, clock, Scope.ALL));
        }
        run(worlds);
    }

    @Test
    void what_is_taken_back_in_between_leaves_no_trace() {
        List<Runnable> worlds = new ArrayList<>();
        Edges e = new Edges(new SnapshotId(Scope.ALL, Window.H1, Granularity.G100), BASE);
        Event good = arrival(Sample.of("home", BASE - 5, 10_000, 5), "good");
        Event bad = arrival(Sample.of("home", BASE - 4, 90_000_000, 1, 1), "bad");
        Event instead = arrival(Sample.of("home", BASE - 4, 20_000), "good");
        Event ahead = arrival(Sample.of("office", BASE + 30_000, 1), "bad");
        Event withdrawal = new Event.Withdrawal("bad");
        for (Clock clock : Clock.values()) {
            worlds.addAll(worlds(List.of(bad, instead, ahead, withdrawal), e, clock, Scope.ALL));
        }
        worlds.addAll(worlds(List.of(good, bad, instead, ahead, withdrawal), e, Clock.CREEPS, Scope.ALL));
        run(worlds);
    }

    @Test
    void what_is_set_aside_and_restored_counts_as_the_last_of_both_says() {
        List<Runnable> worlds = new ArrayList<>();
        Edges e = new Edges(new SnapshotId(Scope.ALL, Window.D1, Granularity.G100), BASE);
        Event first = arrival(Sample.of("home", BASE - 5, 10_000, 5), "a");
        Event second = arrival(Sample.of("home", BASE - 4, 90_000_000, 1, 1), "a");
        Event aside = new Event.SettingAside("home", BASE - 4);
        Event restored = new Event.Restoration("home", BASE - 4);
        Event withdrawal = new Event.Withdrawal("a");
        for (Clock clock : Clock.values()) {
            worlds.addAll(worlds(List.of(first, second, aside, restored), e, clock, Scope.ALL));
        }
        worlds.addAll(worlds(List.of(second, aside, restored, aside, withdrawal), e, Clock.CREEPS, Scope.host("home")));
        run(worlds);
    }

    private static List<Runnable> worlds(List<Event> events, Edges edges, Clock clock, Scope scope) {
        List<Runnable> worlds = new ArrayList<>();
        Map<String, Map<String, String>> oracle = new ConcurrentHashMap<>();
        int numbers = 0;
        for (List<Event> order : Arrangements.orders(events)) {
            for (List<List<Event>> pieces : Arrangements.splits(order)) {
                int number = numbers++;
                worlds.add(() -> live(new World(), pieces, edges, clock, scope, number, oracle));
                if (number % 7 == 0) {
                    World ofLogs = new World(new HostLogSampleStore());
                    worlds.add(() -> live(ofLogs, pieces, edges, clock, scope, number, oracle));
                }
            }
        }
        return worlds;
    }

    private static void live(
            World world,
            List<List<Event>> pieces,
            Edges edges,
            Clock clock,
            Scope scope,
            int number,
            Map<String, Map<String, String>> oracle) {
        Ledger ledger = new Ledger(world.samples());
        int builds = 0;
        long span = edges.id().window().spanMillis();
        for (List<Event> piece : pieces) {
            for (Event event : piece) {
                switch (event) {
                    case Event.Arrival arrival -> ledger.arrive(arrival.sample(), arrival.origin());
                    case Event.Withdrawal withdrawal -> ledger.withdraw(withdrawal.origin());
                    case Event.SettingAside aside -> ledger.setAside(aside.host(), aside.t());
                    case Event.Restoration restoration -> ledger.restore(restoration.host(), restoration.t());
                }
            }
            // Most builds are whole; some do what is due only, some begin anew.
            BuildMode mode = number % 5 == 3 ? BuildMode.DUE : number % 11 == 7 ? BuildMode.REBUILD : BuildMode.ALL;
            world.build(scope, mode, edges.now() + clock.at(builds++, pieces.size(), span, edges.bucket()));
        }
        long now = world.build(scope, BuildMode.ALL, edges.now());
        Map<String, String> published = world.published(scope);
        String text = clock + " " + edges + " number " + number + ": " + pieces;
        World.same(
                published,
                oracle.computeIfAbsent(
                        now + " "
                                + ledger.counted().stream()
                                        .sorted(SmallWorldsTest::compare)
                                        .toList(),
                        k -> Oracle.payloads(ledger.counted(), scope, now)),
                text);
        if (number % 4 == 0) {
            // Where it equals the oracle it equals this one too; this is for the case that both are wrong.
            World fresh = new World(world.samples());
            fresh.build(scope, BuildMode.ALL, now);
            World.same(fresh.published(scope), published, text);
        }
        WORLDS.incrementAndGet();
        BUILDS.addAndGet(builds + 1L);
    }

    private static int compare(Sample a, Sample b) {
        int byTime = Long.compare(a.t(), b.t());
        return byTime != 0 ? byTime : a.host().compareTo(b.host());
    }

    private static void run(List<Runnable> worlds) {
        long failed = worlds.parallelStream()
                .flatMap(world -> {
                    try {
                        world.run();
                        return Stream.empty();
                    } catch (AssertionError e) {
                        return Stream.of(e);
                    }
                })
                .peek(e -> System.out.println(e.getMessage()))
                .limit(5)
                .count();
        assertThat(failed).isZero();
    }

    private static Event full(long t) {
        return arrival(Sample.of("home", t, 93_105 + t % 7, 40_215, 11_000 + t % 1000, 815, 12_550), "a");
    }

    private static Event partial(long t) {
        return arrival(Sample.of("home", t, Values.ABSENT, 38_004, Values.ABSENT, Values.ABSENT, 5), "a");
    }

    private static Event failed(long t) {
        return arrival(Sample.failed("home", t, "no route to server"), "a");
    }

    private static Event other(long t) {
        return arrival(Sample.of("office", t, 250_000_005, 1), "a");
    }

    private static Event arrival(Sample sample, String origin) {
        return new Event.Arrival(sample, origin);
    }
}
