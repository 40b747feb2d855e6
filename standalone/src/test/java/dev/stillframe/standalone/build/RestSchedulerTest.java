package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestSchedulerTest {
    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final Scope HOME = Scope.host("home");
    private static final Cadence REST = Cadence.resting(Duration.ofHours(6));

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(NOW);
    private final List<BuildOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    private final Awake awake = new Awake(clock, REST, () -> {});
    private OpenFolder open;
    private Scheduler scheduler;

    @BeforeEach
    void open() {
        open = OpenFolder.at(folder, clock);
        scheduler = new Scheduler(open.edition(), clock, 2, awake, outcomes::add);
    }

    @AfterEach
    void close() {
        scheduler.close();
        open.close();
    }

    private void append(long t) {
        open.edition().samples().append(List.of(Sample.of("home", t, 93_100)), "test");
    }

    /** Ticks once a minute, with a new sample each time; answers how often a build of the host published something. */
    private long minutes(long count) throws InterruptedException {
        return ticks(count, 1);
    }

    private long ticks(long count, long minutes) throws InterruptedException {
        outcomes.clear();
        for (long i = 0; i < count; i++) {
            clock.advance(minutes * MINUTE);
            append(clock.millis());
            scheduler.tick();
            for (SnapshotId id : SnapshotId.of(HOME)) {
                assertThat(open.meta(id).expiresAt()).isGreaterThan(clock.millis() + MINUTE);
            }
            assertThat(scheduler.health())
                    .allSatisfy(h -> assertThat(h.expiresAt()).isGreaterThan(clock.millis()));
        }
        return built(HOME);
    }

    private long built(Scope scope) {
        return outcomes.stream()
                .filter(o -> o instanceof BuildOutcome.Built && o.scope().equals(scope))
                .count();
    }

    private boolean tickBuilds() throws InterruptedException {
        outcomes.clear();
        scheduler.tick();
        return built(HOME) == 1;
    }

    @Test
    void aRestingHostIsBuiltEverySixHoursAndAllAsEver() throws InterruptedException {
        append(NOW);
        scheduler.tick();
        assertThat(ticks(12 * 6, 10)).isEqualTo(2);
        assertThat(built(Scope.ALL)).isEqualTo(12 * 6);
        open.assertRight();
    }

    @Test
    void itIsBuiltAtOnceWhenItWakesAndWhenItGoesToRest() throws InterruptedException {
        append(NOW);
        scheduler.tick();
        assertThat(minutes(5)).isZero();
        awake.wake(HOME);
        assertThat(tickBuilds()).isTrue();
        assertThat(minutes(14)).isEqualTo(14);
        assertThat(minutes(1)).as("the last, at which it goes to rest").isOne();
        assertThat(open.meta(OpenFolder.id(HOME, Window.H1)).expiresAt()).isEqualTo(clock.millis() + 18 * HOUR);
        assertThat(ticks(35, 10)).isZero();
        assertThat(ticks(1, 10)).isOne();
        open.assertRight();
    }

    @Test
    void whatAnotherOrderedWhileItWokeUnseenIsFollowedInTime() throws InterruptedException {
        append(NOW);
        scheduler.tick();
        clock.advance(HOUR);
        append(clock.millis());
        scheduler.tick();
        // Asked for and built by somebody else, and asleep again before the next round.
        open.build(HOME, BuildMode.ALL);
        clock.advance(16 * MINUTE);
        assertThat(tickBuilds()).isTrue();
        assertThat(open.meta(OpenFolder.id(HOME, Window.H1)).expiresAt()).isEqualTo(clock.millis() + 18 * HOUR);
    }

    @Test
    void aRestingHostIsRepairedAtOnceAndFollowsAClockThatIsSetBack() throws Exception {
        append(NOW - 5 * HOUR);
        scheduler.tick();
        Files.delete(open.path(OpenFolder.id(HOME, Window.M3).key()));
        scheduler.want(HOME);
        assertThat(tickBuilds()).isTrue();
        clock.advance(-HOUR);
        assertThat(tickBuilds()).isTrue();
        assertThat(open.meta(OpenFolder.id(HOME, Window.H1)).generatedAt()).isEqualTo(clock.millis());
        assertThat(ticks(20, 10)).as("and rests on").isZero();
        open.assertRight();
    }

    @Test
    void afterAStartWithoutRestWhatRestedIsBuiltAsTheTableSays() throws InterruptedException {
        append(NOW);
        scheduler.tick();
        clock.advance(2 * HOUR);
        append(clock.millis());
        scheduler.close();
        scheduler = new Scheduler(open.edition(), clock, 2, outcomes::add);
        assertThat(tickBuilds()).isTrue();
        assertThat(open.meta(OpenFolder.id(HOME, Window.H1)).expiresAt()).isEqualTo(clock.millis() + 3 * MINUTE);
        open.assertRight();
    }

    @Test
    void aFailedBuildOfARestingHostIsTriedAgainSoon() throws Exception {
        append(NOW);
        scheduler.tick();
        Path versions = open.edition().folder().versions().resolve("home");
        Path aside = folder.resolve("aside");
        clock.advance(6 * HOUR);
        append(clock.millis());
        Files.move(versions, aside);
        Files.createFile(versions);
        assertThat(tickBuilds()).isFalse();
        Files.delete(versions);
        Files.move(aside, versions);
        awake.wake(HOME);
        clock.advance(Duration.ofSeconds(14));
        assertThat(tickBuilds()).as("left alone for a while").isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(tickBuilds()).isTrue();
        assertThat(open.meta(OpenFolder.id(HOME, Window.H1)).expiresAt()).isEqualTo(clock.millis() + 3 * MINUTE);
        open.assertRight();
    }
}
