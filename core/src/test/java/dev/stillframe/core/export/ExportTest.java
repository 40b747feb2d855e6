package dev.stillframe.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.ingest.ImportException;
import dev.stillframe.core.ingest.ImportReport;
import dev.stillframe.core.ingest.ImportSettings;
import dev.stillframe.core.ingest.Importer;
import dev.stillframe.core.ingest.JsonSamples;
import dev.stillframe.core.ingest.Judgement;
import dev.stillframe.core.ingest.SampleCheck;
import dev.stillframe.core.ingest.Source;
import dev.stillframe.core.ingest.Units;
import dev.stillframe.core.memory.HostLogSampleStore;
import dev.stillframe.core.memory.MemoryImportLog;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExportTest {
    private static final long T = 1_767_225_600_000L;
    private static final long GAP = Values.ABSENT;
    private static final Metric HEAT = new Metric("heat", "°C", 1, 1, -500, 1_000, Metric.Better.NEITHER);
    private static final Metrics METRICS = Metrics.builtInAnd(List.of(HEAT));

    /** Texts that programs stumble over. */
    private static final List<String> TEXTS = List.of(
            "=cmd|' /C calc'!A0",
            "=1+1",
            "+49 30",
            "-2,5",
            "@sum",
            "'quoted'",
            "''twice",
            "\"a\", \"b\"",
            "a,b;c",
            "São Paulo ✗ 東京",
            "back\\slash",
            "=" + "x".repeat(199),
            "0001",
            "null");

    private static List<Sample> history() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            samples.add(new Sample("attic", T + i * 86_400_123L, Values.NONE, text, Map.of()));
            samples.add(new Sample(
                    "home",
                    T + i * 86_400_123L,
                    Values.of(93_100 + i, 1 + i, 11_200, GAP, i, -i),
                    i % 2 == 0 ? text : null,
                    Map.of("server", text, "isp", "ISP " + i, "connectionType", "Ethernet", "prober", text)));
        }
        samples.add(new Sample("home", T + 7, Values.of(GAP, GAP, 1), null, Map.of()));
        samples.add(
                new Sample("home", T + 8, Values.of(100_000_000, 1, 60_000_000, 0, 1_000_000, 1_000), null, Map.of()));
        return samples;
    }

    private static SampleStore stored() {
        SampleStore store = new MemorySampleStore();
        store.append(history(), "test");
        return store;
    }

    private static List<String> lines(SampleStore store, Scope scope, long from, long to, SampleForm form, int atOnce) {
        List<String> lines = new ArrayList<>();
        Export.Result result = new Export(store, atOnce).run(scope, from, to, form, lines::add, (count, t) -> {});
        assertThat(result.count()).isEqualTo(lines.size() - (form.header().isEmpty() ? 0 : 1));
        return lines;
    }

    private static List<String> all(SampleStore store, SampleForm form) {
        return lines(store, Scope.ALL, Long.MIN_VALUE, Long.MAX_VALUE, form, 50_000);
    }

    private static List<Sample> counted(SampleStore store) {
        List<Sample> found = new ArrayList<>();
        store.scan(Scope.ALL, 0, Long.MAX_VALUE, Position.END, (seq, sample) -> found.add(sample));
        found.sort(Comparator.comparingLong(Sample::t).thenComparing(Sample::host));
        return found;
    }

    private static ImportReport take(SampleStore into, String text) {
        ImportSettings settings = new ImportSettings("other", ZoneOffset.ofHours(9), null, Units.OWN);
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(T).plusSeconds(400 * 86_400L));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Importer(into, new MemoryImportLog(), METRICS, clock)
                .run(List.of(new Source("export.csv", () -> new ByteArrayInputStream(bytes))), settings, done -> {});
    }

    @Test
    void csv_is_taken_in_again_as_it_was() {
        SampleStore again = new MemorySampleStore();
        ImportReport report = take(again, String.join("\n", all(stored(), new CsvForm(METRICS))) + "\n");

        assertThat(report.refusedCount() + report.skippedCount()).isZero();
        assertThat(counted(again)).hasSize(history().size()).isEqualTo(counted(stored()));
    }

    @Test
    void csv_that_a_spreadsheet_saved_with_semicolons_is_taken_in_too() {
        SampleStore again = new MemorySampleStore();
        take(again, "\uFEFFt;host;ping;error\r\n2026-01-01T00:00:00Z;home;1.5;\r\n2026-01-01T00:01:00Z;home;;'=x\r\n");

        assertThat(counted(again))
                .containsExactly(Sample.of("home", T, GAP, GAP, 1_500), Sample.failed("home", T + 60_000, "=x"));
    }

    @Test
    void a_column_that_is_not_known_is_named() {
        assertThatThrownBy(() -> take(new MemorySampleStore(), "t,host,ping,load\n2026-01-01T00:00:00Z,home,1.5,2\n"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("'load'")
                .hasMessageContaining("--columns");
    }

    @Test
    void json_lines_are_what_an_upload_takes() {
        List<String> lines = all(stored(), new JsonForm(METRICS));
        SampleCheck check = new SampleCheck(METRICS);
        List<Sample> read = new JsonSamples(METRICS)
                .read(String.join("\n", lines).getBytes(StandardCharsets.US_ASCII), 1_000).stream()
                        .map(item -> ((JsonSamples.Item.Found) item).sample())
                        .map(raw -> ((Judgement.Accepted) check.check(raw, T + 400 * 86_400_000L)).sample())
                        .toList();

        assertThat(read).isEqualTo(counted(stored()));
    }

    @Test
    void numbers_are_exact_and_short() {
        SampleStore store = new MemorySampleStore();
        store.append(
                List.of(new Sample(
                        "home", T + 5, Values.of(93_100, 1, 60_000_000, 0, 12_500, -5), null, Map.of("isp", "A, B"))),
                "test");

        assertThat(all(store, new CsvForm(METRICS)))
                .containsExactly(
                        "t,host,download,upload,ping,jitter,packet_loss,heat,error,server,isp,connectionType,prober",
                        "2026-01-01T00:00:00.005Z,home,93.1,0.001,60000,0,1.25,-0.5,,,\"A, B\",,");
        assertThat(all(store, new JsonForm(METRICS)))
                .containsExactly("{\"host\":\"home\",\"t\":1767225600005,\"download\":93.1,\"upload\":0.001,"
                        + "\"ping\":60000,\"jitter\":0,\"packet_loss\":1.25,\"heat\":-0.5,\"isp\":\"A, B\"}");
    }

    @Test
    void nothing_that_a_spreadsheet_would_run_begins_a_field() {
        for (String line : all(stored(), new CsvForm(METRICS))) {
            assertThat(line).doesNotContainPattern("(^|,)\"?[=@+]");
        }
    }

    @Test
    void the_order_is_that_of_time_and_host_however_little_is_read_at_once() {
        for (SampleStore store : List.of(new MemorySampleStore(), new HostLogSampleStore())) {
            store.append(history().reversed(), "test");
            List<String> whole = all(store, new JsonForm(METRICS));
            List<String> expected =
                    counted(store).stream().map(new JsonForm(METRICS)::line).toList();
            assertThat(whole).isEqualTo(expected);
            for (int atOnce = 1; atOnce < 8; atOnce++) {
                assertThat(lines(store, Scope.ALL, Long.MIN_VALUE, Long.MAX_VALUE, new JsonForm(METRICS), atOnce))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void a_span_has_inclusive_ends_and_a_host_is_alone() {
        SampleStore store = new MemorySampleStore();
        for (int i = 0; i < 5; i++) {
            store.append(List.of(Sample.of("home", T + i, 1_000), Sample.of("office", T + i, 2_000)), "test");
        }
        JsonForm form = new JsonForm(METRICS);
        assertThat(lines(store, Scope.host("home"), T + 1, T + 3, form, 2))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("home"));
        assertThat(lines(store, Scope.ALL, T + 4, T + 100, form, 2)).hasSize(2);
        assertThat(lines(store, Scope.ALL, T + 5, T + 100, form, 2)).isEmpty();
        assertThat(lines(store, Scope.ALL, T - 9, T - 1, form, 2)).isEmpty();
        assertThat(lines(new MemorySampleStore(), Scope.ALL, T, T + 9, new CsvForm(METRICS), 2))
                .hasSize(1);
    }

    @Test
    void what_is_aside_is_not_written_and_what_comes_meanwhile_neither() {
        SampleStore store = new MemorySampleStore();
        store.append(
                List.of(Sample.of("home", T, 1_000), Sample.of("home", T + 1, 1_000), Sample.of("home", T + 9, 1)),
                "a");
        store.setAside("home", List.of(T + 1), "dedupe");
        List<String> lines = new ArrayList<>();
        new Export(store, 1)
                .run(
                        Scope.ALL,
                        T,
                        T + 100,
                        new JsonForm(METRICS),
                        line -> {
                            lines.add(line);
                            store.append(List.of(Sample.of("home", T + 5, 1), Sample.of("home", T + 50, 1)), "b");
                        },
                        (count, t) -> {});

        assertThat(lines).hasSize(2);
    }
}
