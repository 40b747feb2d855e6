package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Closing;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Directory;
import dev.stillframe.core.encode.FallbackMeta;
import dev.stillframe.core.encode.FallbackPayload;
import dev.stillframe.core.encode.Fields;
import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.encode.Payload;
import dev.stillframe.core.encode.PayloadEncoder;
import dev.stillframe.core.encode.PayloadParser;
import dev.stillframe.core.encode.RollupEncoder;
import dev.stillframe.core.encode.RollupSeries;
import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Thresholds.Kind;
import dev.stillframe.core.model.Thresholds.Limit;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.rollup.RollupFiles;
import dev.stillframe.core.rollup.RollupKeys;
import dev.stillframe.core.rollup.RollupKeys.Named;
import dev.stillframe.core.rollup.Rollups;
import dev.stillframe.core.rollup.Rules;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the code to the examples of docs/FORMAT.md, and the examples to the code. */
class FormatDocumentTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- example: ([^\\n]*?) -->\\n```[a-z]+\\n(.*?)\\n```\\n", Pattern.DOTALL);
    private static final Scope HOME = Scope.host("home");
    private static final SnapshotId SNAPSHOT = new SnapshotId(HOME, Window.D10, Granularity.G100);

    private static String document = "";
    private static final Map<String, String> EXAMPLES = new HashMap<>();

    @BeforeAll
    static void readTheDocument() throws IOException {
        document = Files.readString(Path.of("../docs/FORMAT.md"));
        Matcher matcher = EXAMPLE.matcher(document);
        while (matcher.find()) {
            EXAMPLES.put(matcher.group(1), matcher.group(2));
        }
    }

    @Test
    void everyExampleIsKnownToThisTest() {
        assertThat(EXAMPLES.keySet())
                .containsExactlyInAnyOrder(
                        "payload " + SNAPSHOT.key(),
                        "meta " + SNAPSHOT.key(),
                        "manifest home",
                        "fallback payload",
                        "fallback meta",
                        "hosts",
                        "config",
                        "summary home",
                        "series home",
                        "samples home");
        assertThat(document.split("```json", -1)).as("fences of JSON").hasSize(10);
    }

    @Test
    void thePayloadIsValid() {
        long[] times = PayloadParser.parse(SNAPSHOT, bytes("payload " + SNAPSHOT.key()));

        assertThat(times).hasSize(3);
    }

    @Test
    void thePayloadIsWhatTheSamplesGive() {
        FoldState state = new FoldState(Metrics.BUILT_IN, meta().generatedAt());
        long seq = 0;
        for (Sample sample : samples()) {
            state.fold(++seq, sample);
        }
        Payload payload = new PayloadEncoder(Metrics.BUILT_IN).encode(SNAPSHOT, state);

        assertThat(new String(payload.json(), StandardCharsets.UTF_8)).isEqualTo(text("payload " + SNAPSHOT.key()));
        assertThat(payload.points()).isEqualTo(meta().points());
        assertThat(payload.samples()).isEqualTo(meta().samples());
        assertThat(payload.lastSampleAt()).isEqualTo(meta().lastSampleAt());
    }

    @Test
    void theMetaIsThatOfThePayload() {
        assertThat(new String(meta().toJson(), StandardCharsets.UTF_8)).isEqualTo(text("meta " + SNAPSHOT.key()));
        assertThat(meta().checksum()).isEqualTo(Checksum.of(bytes("payload " + SNAPSHOT.key())));
    }

    @Test
    void theManifestNamesAllSnapshotsAndAgreesWithTheMeta() {
        Manifest manifest = manifest();

        assertThat(new String(manifest.toJson(), StandardCharsets.UTF_8)).isEqualTo(text("manifest home") + "\n");
        assertThat(manifest.entries().stream().map(Manifest.Entry::key).toList())
                .isEqualTo(SnapshotId.of(HOME).stream().map(SnapshotId::key).toList());
        assertThat(manifest.entry(SNAPSHOT.key()))
                .isEqualTo(Manifest.of(HOME, meta().build(), meta().generatedAt(), List.of(meta()))
                        .entry(SNAPSHOT.key()));
    }

    @Test
    void aFallbackIsWhatACollectorOfTheSamplesWouldSend() {
        SnapshotId id = new SnapshotId(HOME, Window.H1, Granularity.G20);
        FallbackMeta meta = FallbackMeta.parse(id, bytes("fallback meta"));
        FoldState state = new FoldState(Metrics.BUILT_IN, meta.generatedAt());
        samples().forEach(sample -> state.fold(1, sample));
        byte[] sent = new PayloadEncoder(Metrics.BUILT_IN).encode(id, state).json();

        Payload payload = FallbackPayload.parse(id, Metrics.BUILT_IN, sent, meta.generatedAt())
                .encode();

        assertThat(text(payload.json())).isEqualTo(text("fallback payload"));
        assertThat(text(meta.toJson())).isEqualTo(text("fallback meta"));
        assertThat(meta.checksum()).isEqualTo(payload.checksum());
        assertThat(meta.points()).isEqualTo(payload.points());
        assertThat(meta.samples()).isEqualTo(payload.samples());
        assertThat(meta.lastSampleAt()).isEqualTo(payload.lastSampleAt());
        assertThat(meta.versionId()).startsWith(meta.build() + "-");
    }

    @Test
    void theManifestIsWhatTheBuildsGive() {
        Map<Long, FoldState> states = new HashMap<>();
        for (SnapshotId id : SnapshotId.of(HOME)) {
            Manifest.Entry entry = manifest().entry(id.key());
            assertThat(entry).isNotNull();
            FoldState state = states.computeIfAbsent(entry.generatedAt(), FormatDocumentTest::arrivedBefore);

            assertThat(entry.checksum())
                    .as(id.key())
                    .isEqualTo(new PayloadEncoder(Metrics.BUILT_IN)
                            .encode(id, state)
                            .checksum());
        }
    }

    /** The state of a build at an instant: of the samples that were there. */
    private static FoldState arrivedBefore(long instant) {
        FoldState state = new FoldState(Metrics.BUILT_IN, instant);
        // The fifth sample was measured before the second build, and arrived after it.
        int arrived = instant < meta().generatedAt() ? 4 : 6;
        samples().subList(0, arrived).forEach(sample -> state.fold(1, sample));
        return state;
    }

    @Test
    void theListOfHostsIsWrittenSo() {
        List<HostSummary> hosts = Fields.parse(bytes("hosts")).objects("hosts").stream()
                .map(host -> new HostSummary(host.text("host"), Position.NONE, host.timeOrNone("lastSampleAt")))
                .toList();

        assertThat(text(Directory.hosts(hosts).body())).isEqualTo(text("hosts") + "\n");
        assertThat(hosts).extracting(HostSummary::lastSampleAt).contains(Long.MIN_VALUE, meta().lastSampleAt());
    }

    @Test
    void theConfigIsThatOfTheBuiltInMetrics() {
        assertThat(text(Directory.config(Metrics.BUILT_IN, "UTC", thresholds(), "Measured at home")
                        .body()))
                .isEqualTo(text("config") + "\n");
    }

    /** Those of the example of {@code config.json}. */
    private static Thresholds thresholds() {
        long from = Instant.parse("2025-06-01T00:00:00Z").toEpochMilli();
        return new Thresholds(
                Metrics.BUILT_IN,
                Map.of(
                        Kind.PROMISED,
                        Map.of(
                                "home",
                                List.of(
                                        Limit.always(Map.of("download", 50_000L, "upload", 20_000L)),
                                        new Limit(from, Map.of("download", 100_000L, "upload", 37_500L)))),
                        Kind.NORMAL,
                        Map.of("cabin", List.of(Limit.always(Map.of("download", 30_000L)))),
                        Kind.MINIMUM,
                        Map.of("home", List.of(Limit.always(Map.of("download", 25_000L, "ping", 80_000L))))));
    }

    @Test
    void theRollupsAreWhatTheSamplesGive() {
        Rules rules = new Rules(new Calendar(ZoneId.of("UTC")), Closing.USUAL, thresholds(), Map.of());
        Rollups rollups = Rollups.empty(HOME, rules, Metrics.BUILT_IN);
        samples().forEach(rollups::add);
        assertThat(rollups.settle()).isEmpty();
        RollupFiles files = new RollupFiles(rollups, meta().generatedAt());
        RollupEncoder encoder = new RollupEncoder(HOME, Metrics.BUILT_IN, rules);
        Named summary = new Named.Summary(HOME, Period.day(LocalDate.of(2026, 2, 9)));
        Named series = new Named.Series(HOME, Mode.HOURLY);

        assertThat(text(encoder.summary(files.rows(summary).getFirst()))).isEqualTo(text("summary home") + "\n");
        assertThat(text(encoder.series(Mode.HOURLY, files.rows(series)))).isEqualTo(text("series home") + "\n");
        assertThat(RollupSeries.parse(bytes("series home")).rows()).hasSize(4);
        assertThat(document)
                .contains(Period.day(LocalDate.of(2026, 2, 9)).folder().replaceFirst("/$", ""))
                .contains("DIR/public/" + RollupKeys.series(HOME, Mode.DAILY) + ".gz")
                .contains("DIR/public/" + RollupKeys.olderHours(HOME, 2026) + ".gz")
                .contains("DIR/public/" + RollupKeys.summary(HOME, Period.week(LocalDate.of(2026, 2, 9))));
    }

    @Test
    void theTableOfBucketsIsRight() {
        for (Window window : Window.ALL) {
            StringBuilder row = new StringBuilder("| `" + window.label() + "` |");
            for (Granularity granularity : Granularity.ALL) {
                row.append(' ').append(window.bucketMillis(granularity)).append(" |");
            }
            assertThat(document).contains(row);
        }
    }

    private static String text(String example) {
        String found = EXAMPLES.get(example);
        assertThat(found).as("the example '%s'", example).isNotNull();
        return found;
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String example) {
        return text(example).getBytes(StandardCharsets.UTF_8);
    }

    private static Meta meta() {
        return Meta.parse(SNAPSHOT, bytes("meta " + SNAPSHOT.key()));
    }

    private static Manifest manifest() {
        return Manifest.parse(HOME, bytes("manifest home"));
    }

    /** The samples of the document, in their order of arrival. */
    private static List<Sample> samples() {
        return text("samples home")
                .lines()
                .skip(1)
                .map(FormatDocumentTest::sample)
                .toList();
    }

    private static Sample sample(String line) {
        String[] cells = line.split(",", -1);
        long[] values = new long[Metrics.BUILT_IN.size()];
        Arrays.fill(values, Values.ABSENT);
        for (int m = 0; m < values.length; m++) {
            if (!cells[m + 1].isEmpty()) {
                values[m] = new BigDecimal(cells[m + 1])
                        .movePointRight(Metrics.BUILT_IN.get(m).scale())
                        .longValueExact();
            }
        }
        Map<String, String> labels =
                cells[cells.length - 1].isEmpty() ? Map.of() : Map.of("connectionType", cells[cells.length - 1]);
        return new Sample("home", Instant.parse(cells[0]).toEpochMilli(), Values.of(values), null, labels);
    }
}
