package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.LastBuild;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.publish.Verifier;
import dev.stillframe.core.refresh.Awake;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A host that rests, wakes and goes to rest again, built when the last build says that the next one is due. */
class RestTest {
    private static final Scope HOME = Scope.host("home");
    private static final Cadence REST = Cadence.resting(Duration.ofHours(6));
    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
    private static final long STEP = Duration.ofSeconds(30).toMillis();
    private static final long MINUTE = 60_000;

    private final ManualClock clock = new ManualClock(NOW);
    private final Ports ports = new Ports(
            new MemorySampleStore(),
            new MemoryCheckpointStore(),
            new MemorySnapshotStore(clock),
            new MemoryLeaseStore());
    private Awake awake = new Awake(clock, REST, () -> {});
    private long ids;
    private final Builder builder = new Builder(ports, Metrics.BUILT_IN, clock, () -> "build-" + ++ids);
    private int built;

    private void append(long t) {
        ports.samples().append(List.of(Sample.of("home", t, 93_100)), "test");
    }

    private BuildOutcome build(BuildMode mode) {
        BuildOutcome outcome = builder.build(new BuildOrder(HOME, mode, awake.cadence(HOME)));
        assertThat(outcome).isNotInstanceOf(BuildOutcome.Failed.class);
        if (outcome instanceof BuildOutcome.Built) {
            built++;
        }
        return outcome;
    }

    private boolean isDue() {
        return LastBuild.of(ports.checkpoints(), HOME, awake.cadence(HOME))
                .map(last -> last.nextDue() <= clock.millis())
                .orElse(true);
    }

    /** What a scheduler does for a while; a sample each five minutes if wanted. Answers how many builds published. */
    private int live(Duration span, boolean samples) {
        int before = built;
        for (long end = clock.millis() + span.toMillis(); clock.millis() < end; clock.advance(STEP)) {
            if (samples && clock.millis() % (5 * MINUTE) == 0) {
                append(clock.millis());
            }
            if (isDue()) {
                build(BuildMode.DUE);
            }
            assertThat(expiry()).as("at %s", clock).isGreaterThan(clock.millis() + STEP);
        }
        return built - before;
    }

    /** When the first snapshot expires; the manifest, the metas and the root must agree. */
    private long expiry() {
        Manifest manifest = Manifest.parse(
                HOME,
                ports.snapshots()
                        .read(Manifest.key(HOME))
                        .orElseThrow()
                        .object()
                        .body());
        long first = manifest.entries().stream()
                .mapToLong(Manifest.Entry::expiresAt)
                .min()
                .orElseThrow();
        assertThat(LastBuild.of(ports.checkpoints(), HOME).orElseThrow().expiresAt())
                .isEqualTo(first);
        return first;
    }

    private Meta meta(Window window) {
        SnapshotId id = SnapshotId.of(HOME).stream()
                .filter(i -> i.window() == window)
                .findFirst()
                .orElseThrow();
        return Meta.parse(
                id, ports.snapshots().read(id.metaKey()).orElseThrow().object().body());
    }

    private void assertRight() {
        assertThat(new Verifier(ports, Metrics.BUILT_IN).verify(HOME).differences())
                .isEmpty();
    }

    @Test
    void a_resting_host_is_built_four_times_a_day_and_never_expires() {
        append(NOW);
        build(BuildMode.DUE);
        built = 0;
        assertThat(live(Duration.ofDays(3), true)).isBetween(11, 12);
        for (Window window : Window.ALL) {
            assertThat(meta(window).expiresAt() - meta(window).generatedAt())
                    .isEqualTo(Duration.ofHours(18).toMillis());
        }
        assertRight();
    }

    @Test
    void a_resting_host_that_measures_nothing_is_renewed_without_new_bytes() {
        append(NOW - Duration.ofDays(200).toMillis());
        build(BuildMode.DUE);
        String version = meta(Window.M3).versionId();
        assertThat(live(Duration.ofDays(2), false)).isBetween(7, 8);
        assertThat(meta(Window.M3).versionId()).isEqualTo(version);
        assertRight();
    }

    @Test
    void an_awake_host_is_built_as_one_that_never_rests() {
        append(NOW);
        build(BuildMode.DUE);
        int[] counts = new int[2];
        awake.wake(HOME);
        live(Duration.ofMinutes(1), true);
        for (int minute = 0; minute < 60; minute++) {
            awake.wake(HOME);
            counts[0] += live(Duration.ofMinutes(1), true);
        }
        assertThat(meta(Window.H1).expiresAt() - meta(Window.H1).generatedAt()).isEqualTo(3 * MINUTE);
        assertThat(meta(Window.M12).expiresAt() - meta(Window.M12).generatedAt())
                .isEqualTo(45 * MINUTE);
        RestTest other = new RestTest();
        other.awake = new Awake(other.clock, Cadence.NONE, () -> {});
        other.append(NOW);
        other.build(BuildMode.DUE);
        other.live(Duration.ofMinutes(1), true);
        counts[1] = other.live(Duration.ofHours(1), true);
        assertThat(counts[0]).isEqualTo(counts[1]).isPositive();
        assertRight();
    }

    @Test
    void a_host_that_wakes_is_due_at_once_when_it_is_older_than_the_table_says() {
        append(NOW);
        build(BuildMode.DUE);
        clock.advance(59_999);
        awake.wake(HOME);
        assertThat(isDue()).as("younger than a minute").isFalse();
        clock.advance(1);
        assertThat(isDue()).isTrue();
        clock.advance(Duration.ofHours(2));
        assertThat(isDue()).as("asleep again").isFalse();
        awake.wake(HOME);
        assertThat(isDue()).isTrue();
        append(clock.millis());
        assertThat(build(BuildMode.DUE)).isInstanceOf(BuildOutcome.Built.class);
        for (Window window : Window.ALL) {
            assertThat(meta(window).generatedAt()).isEqualTo(clock.millis());
            assertThat(meta(window).expiresAt()).isEqualTo(clock.millis() + 3 * window.cadenceMillis());
        }
        assertThat(isDue()).isFalse();
        assertRight();
    }

    @Test
    void a_host_that_goes_to_rest_is_due_at_once_and_what_would_expire_too_early_is_renewed() {
        append(NOW);
        build(BuildMode.DUE);
        clock.advance(2 * MINUTE);
        awake.wake(HOME);
        live(Duration.ofSeconds(14 * 60 + 30), true);
        append(clock.millis());
        build(BuildMode.ALL);
        clock.advance(Duration.ofSeconds(29));
        assertThat(isDue()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(awake.isAwake(HOME)).isFalse();
        assertThat(isDue()).isTrue();
        BuildOutcome.Built last = (BuildOutcome.Built) build(BuildMode.DUE);
        assertThat(last.renewed() + last.written()).isEqualTo(24);
        assertThat(expiry()).isEqualTo(clock.millis() + Duration.ofHours(18).toMillis());
        assertThat(LastBuild.of(ports.checkpoints(), HOME).orElseThrow().nextDue())
                .isEqualTo(clock.millis() + Duration.ofHours(6).toMillis());
        assertThat(live(Duration.ofHours(6), true)).as("then it rests").isZero();
        assertRight();
    }

    @Test
    void a_refresh_takes_the_cadence_of_its_order() {
        append(NOW);
        build(BuildMode.DUE);
        clock.advance(Duration.ofHours(1));
        assertThat(build(BuildMode.ALL)).isInstanceOf(BuildOutcome.Built.class);
        assertThat(meta(Window.H1).expiresAt() - meta(Window.H1).generatedAt())
                .as("ordered for a host at rest")
                .isEqualTo(Duration.ofHours(18).toMillis());
        clock.advance(Duration.ofHours(1));
        awake.wake(HOME);
        assertThat(build(BuildMode.ALL)).isInstanceOf(BuildOutcome.Built.class);
        for (Window window : Window.ALL) {
            assertThat(meta(window).expiresAt())
                    .as("ordered for one that is awake")
                    .isEqualTo(clock.millis() + 3 * window.cadenceMillis());
        }
        assertRight();
    }

    @Test
    void what_was_built_before_there_was_rest_goes_to_rest_with_the_next_build() {
        append(NOW);
        builder.build(HOME, BuildMode.DUE);
        assertThat(isDue()).isTrue();
        build(BuildMode.DUE);
        assertThat(expiry()).isEqualTo(NOW + Duration.ofHours(18).toMillis());
        assertRight();
    }

    @Test
    void whoever_asks_and_whenever_nothing_expires_while_builds_go_on_time() {
        RandomGenerator random = Samples.random(4711);
        append(NOW);
        build(BuildMode.DUE);
        for (int i = 0; i < 40; i++) {
            if (random.nextInt(3) > 0) {
                awake.wake(HOME);
            }
            if (random.nextInt(4) == 0) {
                build(BuildMode.ALL);
            }
            live(
                    Duration.ofSeconds(30L * (1 + random.nextInt(random.nextBoolean() ? 40 : 1_000))),
                    random.nextBoolean());
            assertRight();
        }
    }
}
