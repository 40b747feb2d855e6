package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportCommandTest {
    private static final String NOW = "2025-03-02T00:00:00Z";
    private static final long T = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();

    @TempDir
    Path folder;

    @BeforeEach
    void fill() {
        Samples samples = new Samples(6);
        List<Sample> all = new ArrayList<>(samples.steady("home", T - 300 * 86_400_000L, T, 7_000_123));
        all.addAll(samples.steady("office", T - 86_400_000L, T, 600_000));
        all.add(new Sample("office", T + 1, Values.of(1_500, 2), null, Map.of("server", "=Zürich, \"7\"")));
        try (Edition edition = Edition.open(
                new DataFolder(folder.resolve("data")), Settings.DEFAULT, InstantSource.fixed(Instant.parse(NOW)))) {
            edition.samples().append(all, "test");
        }
    }

    private Terminal on(String data, String... arguments) {
        return Terminal.run(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--data", folder.resolve(data).toString(), "--now", NOW))
                .toArray(String[]::new));
    }

    private Terminal done(String data, String... arguments) {
        Terminal terminal = on(data, arguments);
        assertThat(terminal.exit()).as(terminal.err()).isZero();
        return terminal;
    }

    private List<String> checksums(String data) throws IOException {
        done(data, "build");
        List<String> sums = new ArrayList<>();
        for (String scope : List.of("", "host=home/", "host=office/")) {
            JsonNode manifest = JsonMapper.shared()
                    .readTree(Files.readString(folder.resolve(data + "/public/" + scope + "manifest.json")));
            manifest.findValues("checksum").forEach(sum -> sums.add(sum.asString()));
        }
        return sums;
    }

    @Test
    void whatIsExportedAndTakenInElsewhereGivesTheSamePayloads() throws IOException {
        Path file = folder.resolve("samples.csv");
        Terminal exported = done("data", "export", "--out", file.toString());
        assertThat(exported.out()).isEmpty();
        assertThat(exported.err()).contains("samples in " + file);
        assertThat(done("again", "import", file.toString()).out()).contains("hosts home, office");

        assertThat(checksums("again")).hasSizeGreaterThan(70).isEqualTo(checksums("data"));
        Path second = folder.resolve("second.csv");
        done("again", "export", "--out", second.toString());
        assertThat(Files.readAllLines(second)).isEqualTo(Files.readAllLines(file));
    }

    @Test
    void toTheTerminalGoNothingButSamples() {
        Terminal exported = done("data", "export", "--format", "jsonl", "--from", "2025-03-01");
        assertThat(exported.out())
                .isEqualTo("{\"host\":\"office\",\"t\":" + (T + 1)
                        + ",\"download\":1.5,\"upload\":0.002,\"server\":\"=Z\\u00fcrich, \\\"7\\\"\"}\n");
        assertThat(exported.err()).contains("1 sample.");
    }

    @Test
    void daysAreThoseOfTheZoneOfTheSettings() throws IOException {
        Files.writeString(folder.resolve("data/stillframe.yaml"), "zone: Asia/Kolkata\n");
        String out = done("data", "export", "--host", "office", "--from", "2025-02-28", "--to", "2025-02-28")
                .out();
        List<String> lines = out.lines().toList();
        assertThat(lines).hasSize(1 + 18 * 6 + 3);
        assertThat(lines.get(1)).startsWith("2025-02-28T00:00:00Z,office,");
        assertThat(lines.getLast()).startsWith("2025-02-28T18:20:00Z,office,");
    }

    @Test
    void aFileThatExistsIsLeftAlone() throws IOException {
        Path file = folder.resolve("mine.csv");
        Files.writeString(file, "precious");
        Terminal refused = on("data", "export", "--out", file.toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("exists already", "--out");
        assertThat(Files.readString(file)).isEqualTo("precious");
    }

    @Test
    void theResultAsJsonNeedsAFile() {
        assertThat(on("data", "export", "--json").exit()).isEqualTo(2);
        Path file = folder.resolve("all.jsonl");
        String out = done("data", "export", "--format", "jsonl", "--json", "--out", file.toString())
                .out();
        assertThat(JsonMapper.shared().readTree(out).get("samples").asInt()).isGreaterThan(3_700);
    }

    @Test
    void wrongUseIsExplained() {
        assertThat(on("data", "export", "--from", "yesterday").err()).contains("--from 'yesterday'", "2025-12-29");
        assertThat(on("data", "export", "--from", "2025-03-02", "--to", "2025-03-01")
                        .exit())
                .isEqualTo(2);
        assertThat(on("data", "export", "--host", "nobody").err()).contains("'nobody'");
    }
}
