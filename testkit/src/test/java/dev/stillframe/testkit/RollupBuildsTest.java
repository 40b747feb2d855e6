package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Closing;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.publish.Verifier;
import dev.stillframe.core.rollup.RollupKeys;
import dev.stillframe.core.rollup.Rules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calendar rollups, from samples to files. */
class RollupBuildsTest {
    private static final Scope HOME = Scope.host("home");
    private static final Duration STEP = Duration.ofMinutes(30);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-20T10:00:00Z"));
    private Rules rules = rules("Europe/Berlin");
    private MemorySnapshotStore snapshots = new MemorySnapshotStore(clock);
    private Ports ports = ports();
    private int ids;

    private Ports ports() {
        return new Ports(new MemorySampleStore(), new MemoryCheckpointStore(), snapshots, new MemoryLeaseStore());
    }

    private void startAnew() {
        snapshots = new MemorySnapshotStore(clock);
        ports = ports();
    }

    private static Rules rules(String zone) {
        Thresholds promise =
                Thresholds.NONE.with(Thresholds.Kind.PROMISED, Map.of("home", Map.of("download", 50_000L)));
        return new Rules(new Calendar(ZoneId.of(zone)), Closing.USUAL, promise, Map.of("home", STEP));
    }

    private void set(Instant instant) {
        clock.set(instant.toEpochMilli());
    }

    private BuildOutcome build(BuildMode mode) {
        return new Builder(ports, Metrics.BUILT_IN, rules, Pages.NONE, clock, () -> "build-" + ++ids).build(HOME, mode);
    }

    private void built(BuildMode mode) {
        assertThat(build(mode)).isInstanceOf(BuildOutcome.Built.class);
    }

    private List<String> differences() {
        return new Verifier(ports, Metrics.BUILT_IN, rules, Pages.NONE)
                .verify(HOME)
                .differences();
    }

    /** The JSON of all rollups by key. */
    private Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (String key : snapshots.keys()) {
            if (key.startsWith(RollupKeys.PREFIX)) {
                StoredObject object = snapshots.read(key).orElseThrow().object();
                byte[] json = object.gzip() ? Gzip.decompress(object.body(), 8 << 20) : object.body();
                files.put(key, new String(json, StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private Map<String, String> summaries() {
        Map<String, String> summaries = files();
        summaries.keySet().removeIf(key -> !key.endsWith("summary.json"));
        return summaries;
    }

    private static List<Sample> samples(RandomGenerator random, Instant from, Instant to, int many) {
        Map<Long, Sample> samples = new TreeMap<>();
        List<String> types = List.of("Ethernet", "Wi-Fi");
        while (samples.size() < many) {
            long t = random.nextLong(from.toEpochMilli(), to.toEpochMilli());
            samples.put(
                    t,
                    random.nextInt(8) == 0
                            ? Sample.failed("home", t, "no route")
                            : new Sample(
                                    "home",
                                    t,
                                    Values.of(random.nextLong(100_000)),
                                    null,
                                    random.nextInt(3) == 0
                                            ? Map.of()
                                            : Map.of("connectionType", types.get(random.nextInt(2)))));
        }
        return new ArrayList<>(samples.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "America/Toronto", "UTC"})
    void summaries_are_what_java_time_makes_of_the_samples(String zone) {
        rules = rules(zone);
        for (String end : List.of("2025-10-26T05:10:00Z", "2026-01-01T13:00:00Z", "2025-04-07T00:00:00Z")) {
            startAnew();
            Instant now = Instant.parse(end);
            set(now);
            List<Sample> samples = samples(new Random(7), now.minus(Duration.ofDays(40)), now, 900);
            ports.samples().append(samples, "test");
            built(BuildMode.ALL);

            assertThat(summaries())
                    .containsExactlyInAnyOrderEntriesOf(
                            new RollupOracle(ZoneId.of(zone), "home", STEP).summaries(samples, now.toEpochMilli()));
            assertThat(differences()).isEmpty();
        }
    }

    @Test
    void however_samples_arrive_and_builds_come_the_files_are_the_same() {
        Instant now = clock.instant();
        List<Sample> samples = samples(new Random(3), now.minus(Duration.ofDays(430)), now, 300);
        ports.samples().append(samples, "test");
        built(BuildMode.ALL);
        Map<String, String> expected = files();

        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            startAnew();
            List<Sample> shuffled = new ArrayList<>(samples);
            Collections.shuffle(shuffled, random);
            set(now.minus(Duration.ofDays(3)));
            for (int at = 0; at < shuffled.size(); ) {
                int next = Math.min(shuffled.size(), at + 1 + random.nextInt(120));
                ports.samples().append(shuffled.subList(at, next), "test");
                at = next;
                clock.advance(Duration.ofMinutes(random.nextInt(300)));
                if (clock.instant().isAfter(now)) {
                    set(now);
                }
                build(random.nextBoolean() ? BuildMode.DUE : BuildMode.ALL);
                assertThat(differences()).isEmpty();
            }
            set(now);
            build(BuildMode.ALL);
            assertThat(files()).as("seed %s", seed).isEqualTo(expected);
            assertThat(differences()).isEmpty();
        }
    }

    @Test
    void a_sample_a_year_late_changes_only_the_files_it_belongs_to() {
        Instant now = clock.instant();
        List<Sample> samples = samples(new Random(5), now.minus(Duration.ofDays(500)), now, 4_000);
        ports.samples().append(samples, "test");
        built(BuildMode.ALL);
        Map<String, Long> before = numbers();
        long late = Instant.parse("2025-01-09T11:20:00Z").toEpochMilli();
        ports.samples().append(List.of(Sample.of("home", late, 1)), "test");
        clock.advance(Duration.ofMinutes(20));
        built(BuildMode.DUE);

        Map<String, Long> after = numbers();
        Set<String> written = new TreeSet<>(after.keySet());
        written.removeIf(key -> after.get(key).equals(before.get(key)));
        String year = "aggregated/host=home/year=2025/";
        assertThat(written)
                .containsExactlyInAnyOrder(
                        year + "month=202501/day=20250109/hour=2025010912/speed_test_summary.json",
                        year + "month=202501/day=20250109/speed_test_summary.json",
                        year + "week=2025W02/speed_test_summary.json",
                        year + "month=202501/speed_test_summary.json",
                        year + "speed_test_summary.json",
                        year + "rollup_hourly.json",
                        "aggregated/host=home/rollup_daily.json",
                        "aggregated/host=home/rollup_weekly.json",
                        "aggregated/host=home/rollup_monthly.json",
                        "aggregated/host=home/rollup_yearly.json");
        assertThat(differences()).isEmpty();
    }

    private Map<String, Long> numbers() {
        Map<String, Long> numbers = new TreeMap<>();
        snapshots.keys().stream()
                .filter(key -> key.startsWith(RollupKeys.PREFIX))
                .forEach(key ->
                        numbers.put(key, snapshots.read(key).orElseThrow().number()));
        return numbers;
    }

    @Test
    void what_is_withdrawn_leaves_the_files_of_a_store_that_never_had_it() {
        Instant now = clock.instant();
        List<Sample> samples = samples(new Random(9), now.minus(Duration.ofDays(100)), now, 2_000);
        ports.samples().append(samples, "test");
        built(BuildMode.ALL);
        Map<String, String> expected = files();

        startAnew();
        List<Sample> more = samples(new Random(10), now.minus(Duration.ofDays(60)), now.minus(Duration.ofDays(30)), 50);
        ports.samples().append(samples, "test");
        ports.samples().append(more, "import:7");
        built(BuildMode.ALL);
        assertThat(files()).isNotEqualTo(expected);
        ports.samples().withdraw("import:7");
        clock.advance(Duration.ofSeconds(1));
        built(BuildMode.ALL);

        Map<String, String> files = files();
        files.values().removeIf(json -> json.contains("\"records_aggregated\":0,\"failed\":0,"));
        assertThat(files).isEqualTo(expected);
        assertThat(differences()).isEmpty();
    }

    @Test
    void what_is_set_aside_leaves_the_files_of_a_store_that_never_had_it_and_what_is_restored_those_of_before() {
        Instant now = clock.instant();
        List<Sample> samples = samples(new Random(12), now.minus(Duration.ofDays(300)), now, 3_000);
        List<Sample> aside = samples.stream().filter(s -> s.t() % 17 == 0).toList();
        List<Sample> others = samples.stream().filter(s -> s.t() % 17 != 0).toList();
        ports.samples().append(others, "test");
        built(BuildMode.ALL);
        Map<String, String> without = files();

        startAnew();
        ports.samples().append(samples, "test");
        built(BuildMode.ALL);
        Map<String, String> with = files();
        List<Long> times = aside.stream().map(Sample::t).toList();
        assertThat(ports.samples().setAside("home", times, "test")).isEqualTo(aside.size());
        built(BuildMode.ALL);
        Map<String, String> files = files();
        files.values().removeIf(json -> json.contains("\"records_aggregated\":0,\"failed\":0,"));
        assertThat(files).isEqualTo(without);
        assertThat(differences()).isEmpty();

        assertThat(ports.samples().restore("home", times)).isEqualTo(aside.size());
        built(BuildMode.ALL);
        assertThat(files()).isEqualTo(with);
        assertThat(differences()).isEmpty();
    }

    @Test
    void a_period_is_open_while_it_runs_and_closed_by_the_first_build_after_its_time() {
        set(Instant.parse("2026-01-20T09:50:00Z"));
        ports.samples().append(List.of(Sample.of("home", clock.millis() - 1, 90_000)), "test");
        built(BuildMode.ALL);
        String hour =
                "aggregated/host=home/year=2026/month=202601/day=20260120/hour=2026012010/speed_test_summary.json";
        assertThat(files().get(hour)).contains("\"status\":\"open\"");

        set(Instant.parse("2026-01-20T10:09:59Z"));
        build(BuildMode.DUE);
        assertThat(files().get(hour)).contains("\"status\":\"open\"");
        set(Instant.parse("2026-01-20T10:10:00Z"));
        built(BuildMode.DUE);
        assertThat(files().get(hour)).contains("\"status\":\"closed\"");
        assertThat(files().get("aggregated/host=home/rollup_hourly.json")).contains("\"open\":[false]");
        assertThat(files().get("aggregated/host=home/rollup_daily.json")).contains("\"open\":[true]");

        ports.samples()
                .append(
                        List.of(Sample.of(
                                "home", Instant.parse("2026-01-20T09:10:00Z").toEpochMilli(), 80_000)),
                        "test");
        clock.advance(Duration.ofMinutes(15));
        built(BuildMode.DUE);
        assertThat(files().get(hour)).contains("\"status\":\"closed\"", "\"records_aggregated\":2");

        set(Instant.parse("2027-01-02T00:00:00Z"));
        built(BuildMode.DUE);
        assertThat(summaries().values()).allSatisfy(json -> assertThat(json).contains("\"status\":\"closed\""));
        assertThat(differences()).isEmpty();
    }

    @Test
    void between_publications_rows_are_kept_and_files_wait() {
        set(Instant.parse("2026-01-20T10:20:00Z"));
        ports.samples().append(List.of(Sample.of("home", clock.millis() - 1, 90_000)), "test");
        built(BuildMode.ALL);
        Map<String, String> before = files();
        for (int minute = 1; minute < 15; minute++) {
            clock.advance(Duration.ofMinutes(1));
            ports.samples().append(List.of(Sample.of("home", clock.millis() - 1, 90_000)), "test");
            built(BuildMode.DUE);
            assertThat(differences()).isEmpty();
        }
        clock.advance(Duration.ofMinutes(1));
        built(BuildMode.DUE);
        assertThat(files().keySet()).containsAll(before.keySet());
        assertThat(files().get("aggregated/host=home/rollup_daily.json")).contains("\"records\":[15]");
        assertThat(differences()).isEmpty();
    }

    @Test
    void older_hours_move_to_the_file_of_their_year() {
        Instant now = Instant.parse("2026-03-10T10:00:00Z");
        set(now);
        List<Sample> samples = samples(new Random(1), now.minus(Duration.ofDays(120)), now, 3_000);
        ports.samples().append(samples, "test");
        built(BuildMode.ALL);

        Set<String> recent = new TreeSet<>(List.of(files().get("aggregated/host=home/rollup_hourly.json")
                .split("\"period\":\\[|\\],\n\"from\"")[1]
                .split(",")));
        Set<String> all = new TreeSet<>(recent);
        for (String year : List.of("2025", "2026")) {
            String json = files().get("aggregated/host=home/year=" + year + "/rollup_hourly.json");
            all.addAll(List.of(json.split("\"period\":\\[|\\],\n\"from\"")[1].split(",")));
        }
        assertThat(recent.iterator().next()).isGreaterThanOrEqualTo("\"2026020400\"");
        assertThat(all).hasSize((int)
                summaries().keySet().stream().filter(k -> k.contains("hour=")).count());
    }

    @Test
    void a_lost_or_damaged_file_is_written_again_by_a_build_that_looks() {
        List<Sample> samples = samples(new Random(4), clock.instant().minus(Duration.ofDays(10)), clock.instant(), 200);
        ports.samples().append(samples, "test");
        built(BuildMode.ALL);
        Map<String, String> before = files();
        before.keySet().forEach(snapshots::lose);
        assertThat(differences()).hasSizeGreaterThanOrEqualTo(before.size());
        built(BuildMode.REBUILD);

        assertThat(files()).isEqualTo(before);
        assertThat(differences()).isEmpty();
    }

    @Test
    void other_rules_make_all_rows_anew() {
        List<Sample> samples = samples(new Random(4), clock.instant().minus(Duration.ofDays(50)), clock.instant(), 500);
        ports.samples().append(samples, "test");
        built(BuildMode.ALL);
        rules = rules("Asia/Kolkata");
        assertThat(differences()).anySatisfy(d -> assertThat(d).contains("another zone"));
        clock.advance(Duration.ofMinutes(1));
        built(BuildMode.DUE);

        assertThat(differences()).isEmpty();
        Map<String, String> filled = summaries();
        filled.values().removeIf(json -> json.contains("\"records_aggregated\":0,\"failed\":0,"));
        assertThat(filled)
                .containsExactlyInAnyOrderEntriesOf(
                        new RollupOracle(ZoneId.of("Asia/Kolkata"), "home", STEP).summaries(samples, clock.millis()));
    }

    /** The ids of the stored rollups: all days, and the hours of each month. */
    private List<String> stored() {
        String root = new String(ports.checkpoints().load(HOME).orElseThrow().bytes(), StandardCharsets.UTF_8);
        return Pattern.compile("\"((days|hours)-[^\"]+)\"")
                .matcher(root)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private void lose(String id) {
        CheckpointStore.Root root = ports.checkpoints().load(HOME).orElseThrow();
        String text = new String(root.bytes(), StandardCharsets.UTF_8);
        List<String> keep = new ArrayList<>(stored());
        keep.remove(id);
        Matcher rings = Pattern.compile("\"(rings-[^\"]+)\"").matcher(text);
        assertThat(rings.find()).isTrue();
        keep.add(rings.group(1));
        ports.checkpoints().replace(HOME, root.version(), root.bytes(), List.of(), keep);
        assertThat(ports.checkpoints().object(HOME, id)).isEmpty();
    }

    @Test
    void whatever_stored_object_is_lost_the_next_build_that_needs_it_repairs_it() {
        Instant now = clock.instant();
        ports.samples().append(samples(new Random(6), now.minus(Duration.ofDays(100)), now, 1_000), "test");
        built(BuildMode.ALL);
        int objects = stored().size();
        assertThat(objects).isGreaterThanOrEqualTo(4);
        for (int i = 0; i < objects; i++) {
            lose(stored().get(i));
            assertThat(differences()).anySatisfy(d -> assertThat(d).contains("stored rollups cannot be read"));
            clock.advance(Duration.ofMinutes(16));
            ports.samples().append(List.of(Sample.of("home", clock.millis() - 1, 70_000 + i)), "test");
            assertThat(new Builder(ports, Metrics.BUILT_IN, rules, Pages.NONE, clock, () -> "build-" + ++ids)
                            .build(new BuildOrder(HOME, BuildMode.DUE).thoroughly()))
                    .isInstanceOf(BuildOutcome.Built.class);
            assertThat(differences()).isEmpty();
        }
    }

    @Test
    void the_hours_of_last_month_are_missed_by_the_series_and_made_again() {
        Instant now = clock.instant();
        ports.samples().append(samples(new Random(6), now.minus(Duration.ofDays(60)), now, 1_000), "test");
        built(BuildMode.ALL);
        lose(stored().stream()
                .filter(id -> id.startsWith("hours-2025-12"))
                .findFirst()
                .orElseThrow());
        clock.advance(Duration.ofMinutes(16));
        ports.samples().append(List.of(Sample.of("home", clock.millis() - 1, 70_000)), "test");
        built(BuildMode.DUE);
        assertThat(differences()).isEmpty();
    }

    @Test
    void another_threshold_is_seen_in_every_file_also_where_its_counts_stay() {
        long t = clock.millis() - Duration.ofDays(2).toMillis();
        ports.samples().append(List.of(Sample.of("home", t, 40_000), Sample.of("home", t + 60_000, 70_000)), "test");
        built(BuildMode.ALL);
        assertThat(summaries().values()).allSatisfy(json -> assertThat(json).contains("\"below_expected\":false"));
        rules = new Rules(
                rules.calendar(),
                rules.closing(),
                Thresholds.NONE.with(Thresholds.Kind.PROMISED, Map.of("home", Map.of("download", 60_000L))),
                rules.schedule());
        clock.advance(Duration.ofMinutes(1));
        built(BuildMode.DUE);

        assertThat(summaries().values()).allSatisfy(json -> assertThat(json).contains("\"below_expected\":true"));
        assertThat(differences()).isEmpty();
    }

    @Test
    void when_all_samples_go_no_file_tells_of_any() {
        Instant now = clock.instant();
        ports.samples().append(samples(new Random(8), now.minus(Duration.ofDays(200)), now, 400), "import:1");
        built(BuildMode.ALL);
        ports.samples().withdraw("import:1");
        clock.advance(Duration.ofMinutes(1));
        built(BuildMode.ALL);

        assertThat(files()).isNotEmpty();
        files().forEach((key, json) ->
                assertThat(json).as(key).containsAnyOf("\"records_aggregated\":0,\"failed\":0,", "\"periods\":0,"));
    }
}
