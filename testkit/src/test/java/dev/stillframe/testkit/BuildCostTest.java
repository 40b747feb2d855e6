package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.memory.HostLogSampleStore;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** One new sample costs the same whatever lies behind it. Counts calls, rows and bytes; not time. */
class BuildCostTest {
    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
    private static final long EVERY = Duration.ofMinutes(5).toMillis();
    private static final int MAX_STATE = 200_000;
    private static final int BYTES_A_DAY = 60;

    /** What one build did. Counts of things by their name. */
    private record Cost(
            Map<String, Integer> calls, int rows, int staged, int promoted, int published, int stateBytes) {}

    @Test
    void one_new_sample_costs_the_same_after_one_month_twelve_and_twenty_four() {
        Map<Integer, Cost> costs = new TreeMap<>();
        for (int months : List.of(1, 12, 24)) {
            costs.put(months, costOfOneSample(months, BuildMode.ALL));
            System.out.println("one new sample after " + months + " months: " + costs.get(months));
        }

        Cost one = costs.get(1);
        assertThat(one.rows()).isEqualTo(1);
        assertThat(one.staged()).isEqualTo(24);
        assertThat(one.promoted()).isEqualTo(24);
        // 24 metas and the manifest; five summaries and five series.
        assertThat(one.published()).isEqualTo(25 + 10);
        assertThat(one.calls()).doesNotContainKey("SampleStore.scan").containsEntry("CheckpointStore.replace", 1);
        assertThat(costs.values()).allSatisfy(cost -> {
            assertThat(cost.calls()).isEqualTo(one.calls());
            assertThat(cost.rows()).isEqualTo(one.rows());
            assertThat(cost.staged()).isEqualTo(one.staged());
            assertThat(cost.published()).isEqualTo(one.published());
            assertThat(cost.stateBytes()).isLessThanOrEqualTo(MAX_STATE);
        });
        // The rings of twelve months are full: more history adds the rows of its days to what is stored, and nothing
        // else.
        int full = costs.get(12).stateBytes();
        assertThat(costs.get(24).stateBytes()).isBetween(full * 98 / 100, full + 366 * BYTES_A_DAY);
    }

    @Test
    void after_ten_years_of_hours_one_new_sample_reads_and_writes_no_more_than_after_a_month() {
        long hour = Duration.ofHours(1).toMillis();
        Cost month = costOfOneSample(1, hour, BuildMode.ALL, new MemorySampleStore());
        Cost decade = costOfOneSample(121, hour, BuildMode.ALL, new MemorySampleStore());
        System.out.println("one new sample after ten years: " + decade);

        assertThat(decade.calls()).isEqualTo(month.calls()).doesNotContainKey("SampleStore.scan");
        assertThat(decade.rows()).isEqualTo(month.rows());
        assertThat(decade.published()).isEqualTo(month.published());
        assertThat(decade.staged()).isEqualTo(month.staged());
        assertThat(decade.stateBytes() - month.stateBytes()).isLessThan(MAX_STATE / 2 + 3_653 * BYTES_A_DAY);
    }

    @Test
    void of_a_hundred_hosts_ten_years_of_hours_cost_no_more_than_a_month() {
        Cost month = costOf(hundredHosts(1), BuildMode.ALL, new MemorySampleStore());
        Cost decade = costOf(hundredHosts(121), BuildMode.ALL, new MemorySampleStore());
        System.out.println("one new sample after ten years of 100 hosts: " + decade);

        assertThat(decade.calls()).isEqualTo(month.calls()).doesNotContainKey("SampleStore.scan");
        assertThat(decade.rows()).isEqualTo(month.rows());
        assertThat(decade.published()).isEqualTo(month.published());
        assertThat(decade.staged()).isEqualTo(month.staged());
    }

    /** Each measures every fifty hours, all together twice an hour: so each hour has a row. */
    private static List<Sample> hundredHosts(int months) {
        RandomGenerator random = Samples.random(months);
        List<Sample> samples = new ArrayList<>();
        long every = Duration.ofMinutes(30).toMillis();
        int host = 0;
        for (long t = NOW - months * Duration.ofHours(725).toMillis(); t < NOW; t += every) {
            samples.add(Sample.of("host-" + host++ % 100, t, random.nextLong(100_000_000), 40_200, 11_200));
        }
        return samples;
    }

    @Test
    void what_is_due_after_five_minutes_is_four_windows() {
        for (int months : List.of(1, 12)) {
            Cost cost = costOfOneSample(months, BuildMode.DUE);

            assertThat(cost.rows()).isEqualTo(1);
            assertThat(cost.staged()).isEqualTo(16);
            assertThat(cost.published()).isEqualTo(17);
            assertThat(cost.calls()).doesNotContainKey("SampleStore.scan");
        }
    }

    @Test
    void a_build_with_nothing_to_do_writes_nothing() {
        ManualClock clock = new ManualClock(NOW);
        Ports ports = ports(clock, new MemorySampleStore());
        ports.samples().append(history(1, EVERY), "test");
        builder(ports, clock).build(Scope.ALL, BuildMode.ALL);
        Faults counting = Faults.none();
        BuildOutcome outcome = builder(counting.wrap(ports), clock).build(Scope.ALL, BuildMode.ALL);

        assertThat(outcome).isInstanceOf(BuildOutcome.Unchanged.class);
        assertThat(counting.counts())
                .doesNotContainKeys(
                        "SnapshotStore.stage",
                        "SnapshotStore.promote",
                        "SnapshotStore.publish",
                        "CheckpointStore.replace",
                        "SampleStore.scan");
    }

    @Test
    void a_log_for_each_host_costs_no_more_than_one_for_all() {
        for (BuildMode mode : List.of(BuildMode.ALL, BuildMode.DUE)) {
            assertThat(costOfOneSample(1, mode, new HostLogSampleStore())).isEqualTo(costOfOneSample(1, mode));
        }
    }

    private static Cost costOfOneSample(int months, BuildMode mode) {
        return costOfOneSample(months, mode, new MemorySampleStore());
    }

    private static Cost costOfOneSample(int months, BuildMode mode, SampleStore samples) {
        return costOfOneSample(months, EVERY, mode, samples);
    }

    private static Cost costOfOneSample(int months, long every, BuildMode mode, SampleStore samples) {
        return costOf(history(months, every), mode, samples);
    }

    private static Cost costOf(List<Sample> history, BuildMode mode, SampleStore samples) {
        ManualClock clock = new ManualClock(NOW);
        Ports ports = ports(clock, samples);
        ports.samples().append(history, "test");
        assertThat(builder(ports, clock).build(Scope.ALL, BuildMode.ALL)).isInstanceOf(BuildOutcome.Built.class);
        clock.advance(EVERY);
        ports.samples().append(List.of(Sample.of("home", clock.millis() - 1, 93_100, 40_200, 11_200)), "test");

        int[] rows = {0};
        int[] staged = {0};
        int[] promoted = {0};
        int[] published = {0};
        int[] state = {0};
        Faults counting = Faults.none();
        counting.after((call, answer) -> {
            switch (call.name()) {
                case "SampleStore.readAfter" ->
                    rows[0] += ((SampleStore.Batch) Objects.requireNonNull(answer))
                            .entries()
                            .size();
                case "SnapshotStore.stage" ->
                    staged[0] += ((List<?>) call.arguments().getLast()).size();
                case "SnapshotStore.promote" -> promoted[0] += ((List<?>) answer).size();
                case "SnapshotStore.publish" ->
                    published[0] += ((List<?>) call.arguments().getLast()).size();
                case "CheckpointStore.replace" ->
                    state[0] += stateBytes(call.arguments().get(3));
                default -> {}
            }
        });
        BuildOutcome outcome = builder(counting.wrap(ports), clock).build(Scope.ALL, mode);
        assertThat(outcome).isInstanceOf(BuildOutcome.Built.class);
        return new Cost(counting.counts(), rows[0], staged[0], promoted[0], published[0], state[0]);
    }

    private static int stateBytes(Object objects) {
        return ((CheckpointStore.Prepared) Objects.requireNonNull(objects))
                .objects().stream().mapToInt(o -> o.bytes().length).sum();
    }

    private static Ports ports(ManualClock clock, SampleStore samples) {
        return new Ports(samples, new MemoryCheckpointStore(), new MemorySnapshotStore(clock), new MemoryLeaseStore());
    }

    private static Builder builder(Ports ports, ManualClock clock) {
        long[] ids = {0};
        return new Builder(ports, Metrics.BUILT_IN, clock, () -> "build-" + ++ids[0]);
    }

    /** Months of 30 days and five hours, evenly spaced samples, with a noise that does not pack well. */
    private static List<Sample> history(int months, long every) {
        RandomGenerator random = Samples.random(months);
        List<Sample> samples = new ArrayList<>();
        for (long t = NOW - months * Duration.ofHours(725).toMillis(); t < NOW; t += every) {
            samples.add(Sample.of(
                    "home",
                    t,
                    random.nextLong(100_000_000),
                    random.nextLong(100_000_000),
                    random.nextLong(60_000_000)));
        }
        return samples;
    }
}
