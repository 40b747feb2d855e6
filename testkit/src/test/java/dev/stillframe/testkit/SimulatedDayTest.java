package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.BuildListener;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.publish.Rehearsal;
import dev.stillframe.core.rollup.Rules;
import dev.stillframe.core.schedule.SimulatedDay;
import dev.stillframe.core.schedule.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedDayTest {
    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
    private static final Cadence REST = Cadence.resting(Duration.ofHours(6));
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @Test
    void a_rehearsal_writes_what_a_build_writes() {
        for (long every : List.of(60_000L, 300_000L, 1_000_000L)) {
            ManualClock clock = new ManualClock(NOW);
            MemorySnapshotStore snapshots = new MemorySnapshotStore(clock);
            Ports ports =
                    new Ports(new MemorySampleStore(), new MemoryCheckpointStore(), snapshots, new MemoryLeaseStore());
            long[] ids = {0};
            Builder builder = new Builder(
                    ports, Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES, clock, () -> "build-" + ++ids[0]);
            Rehearsal rehearsal = new Rehearsal(Scope.ALL, Metrics.BUILT_IN, NOW);
            int published = 0;
            for (int minute = 0; minute < 100; minute++) {
                if (minute * 60_000L % every < 60_000) {
                    Sample sample = Sample.of("home", clock.millis() - 7, 93_100 + minute, 40_200, 11_200);
                    ports.samples().append(List.of(sample), "test");
                    rehearsal.arrive(sample);
                }
                BuildOrder order =
                        new BuildOrder(Scope.ALL, BuildMode.DUE, BuildListener.NONE, Cadence.NONE, Tick.AHEAD_MILLIS);
                BuildOutcome outcome = builder.build(order);
                Rehearsal.Done done = rehearsal.build(order, clock.millis());
                if (outcome instanceof BuildOutcome.Built built) {
                    long rollups = snapshots.keys().stream()
                            .filter(key -> key.startsWith(Scope.ROLLUPS))
                            .filter(key -> snapshots.read(key).orElseThrow().number() == built.build())
                            .count();
                    assertThat(done)
                            .isEqualTo(new Rehearsal.Done(
                                    built.written(), built.renewed(), (int) rollups, built.pages(), done.rows(), true));
                    published++;
                } else {
                    assertThat(outcome).isInstanceOf(BuildOutcome.Unchanged.class);
                    assertThat(done).isEqualTo(new Rehearsal.Done(0, 0, 0, 0, false, false));
                }
                clock.advance(60_000);
            }
            assertThat(published).isPositive();
        }
    }

    @Test
    void a_busy_day_of_all_is_the_table_of_windows() {
        SimulatedDay.Counts all = new SimulatedDay(FIVE_MINUTES, REST).all(1_000);

        System.out.println("a day of all with 1,000 hosts: " + all);
        // 1h and 10h each minute, 1d every second, 10d every fifth, 3m and 12m every fifteenth; four files each.
        assertThat(all)
                .usingRecursiveComparison()
                .ignoringFields("rollups")
                .isEqualTo(new SimulatedDay.Counts(
                        1440, 1440, 1440, 4 * (2 * 1440 + 1440 / 2 + 1440 / 5 + 2 * 96), 0, 0, 3 * 240, 1440));
        // Each quarter of an hour five summaries and five series; once an hour a period closes.
        assertThat(all.rollups()).isBetween(96 * 10L, 120 * 14L);
        assertThat(new SimulatedDay(FIVE_MINUTES, REST).all(5)).isEqualTo(all);
    }

    @Test
    void a_quiet_all_writes_less() {
        SimulatedDay.Counts busy = new SimulatedDay(FIVE_MINUTES, REST).all(5);
        SimulatedDay.Counts quiet = new SimulatedDay(FIVE_MINUTES, REST).all(1);

        System.out.println("a day of all with one host: " + quiet);
        assertThat(quiet.payloads()).isLessThan(busy.payloads() / 2);
        assertThat(quiet.builds()).isEqualTo(busy.builds());
    }

    @Test
    void a_resting_host_is_built_whole_once_in_each_rest() {
        SimulatedDay.Counts host = new SimulatedDay(FIVE_MINUTES, REST).host();

        assertThat(host)
                .usingRecursiveComparison()
                .ignoringFields("rollups")
                .isEqualTo(new SimulatedDay.Counts(4, 4, 4, 96, 0, 0, 2 * 4, 4));
        // The hours since the last build and the periods around them.
        assertThat(host.rollups()).isBetween(4 * 15L, 4 * 18L);
    }

    @Test
    void a_host_that_is_looked_at_has_the_day_of_one_that_never_rests() {
        SimulatedDay.Counts awake = new SimulatedDay(FIVE_MINUTES, REST).awakeHost();

        System.out.println("a day of a host that is awake: " + awake);
        assertThat(awake.builds()).isBetween(1440L, 1444L);
        SimulatedDay.Counts restless = new SimulatedDay(FIVE_MINUTES, Cadence.NONE).host();
        assertThat(awake.payloads()).isBetween(restless.payloads(), restless.payloads() + 4 * 24);
    }
}
