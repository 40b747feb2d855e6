package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.files.Effects;
import dev.stillframe.standalone.files.FileArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportArchiveTest {
    private static final String NOW = "2025-12-30T00:00:00Z";
    private static final long T = Instant.parse("2025-12-29T18:29:00Z").toEpochMilli();

    @TempDir
    Path folder;

    @BeforeEach
    void fill() {
        FileArchive archive =
                new FileArchive(new DataFolder(folder.resolve("old")), ZoneId.of("Asia/Kolkata"), Effects.NONE);
        for (int i = 0; i < 3; i++) {
            archive.put("home", T + i * 60_000L, bytes(result(T + i * 60_000L)));
        }
        archive.put("cabin", T, bytes("\uFEFF" + result(T).replace(",", ",\r\n  ") + "\n"));
        archive.put(
                "cabin",
                T + 60_000,
                bytes("{\"type\":\"log\",\"timestamp\":\"" + Instant.ofEpochMilli(T + 60_000)
                        + "\",\"message\":\"No route\",\"level\":\"error\"}\n"));
    }

    @Test
    void an_archive_gives_the_samples_of_its_hosts_and_again_nothing() {
        Terminal first = imported("old/archive");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out()).contains("5 records in 5 lines").contains("hosts cabin, home");

        assertThat(samples()).extracting(Sample::host).containsExactly("cabin", "cabin", "home", "home", "home");
        assertThat(samples()).extracting(Sample::t).containsExactly(T, T + 60_000, T, T + 60_000, T + 120_000);
        assertThat(samples()).extracting(Sample::error).containsExactly(null, "No route", null, null, null);
        // 12,500,000 bytes a second are 100,000 kbit.
        assertThat(samples().getFirst().values().get(0)).isEqualTo(100_000);

        assertThat(imported("old/archive").out())
                .contains("5  were there already")
                .contains("Nothing new");
    }

    @Test
    void a_part_of_an_archive_is_of_the_host_whose_folder_it_is_in_unless_one_is_named() {
        assertThat(imported("old/archive/host=cabin/year=2025").exit()).isZero();
        assertThat(samples()).extracting(Sample::host).containsOnly("cabin");

        assertThat(imported("old/archive", "--host", "office").exit()).isZero();
        assertThat(samples()).extracting(Sample::host).containsExactly("cabin", "cabin", "office", "office", "office");
    }

    @Test
    void a_file_that_is_no_result_is_shown_and_the_others_are_taken() throws IOException {
        Path torn = folder.resolve("old/archive/host=home/speed_data_ookla_00_1.json");
        Files.writeString(torn, "{\"type\":\"result\",\n");
        Files.writeString(folder.resolve("old/archive/host=home/notes.json"), "{}");

        Terminal terminal = imported("old/archive/host=home");

        assertThat(terminal.exit()).isZero();
        assertThat(terminal.out())
                .contains("3  taken", "1  refused")
                .contains("no result in JSON as the Ookla CLI prints it")
                .contains("line 1: {\"type\":\"result\",");
        assertThat(samples()).hasSize(3);
    }

    @Test
    void a_folder_that_is_no_archive_is_refused_and_makes_no_data_folder() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        Files.createDirectories(folder.resolve("wrong/host=A B"));
        Files.writeString(folder.resolve("wrong/host=A B/speed_data_ookla_00_1.json"), result(T));

        assertThat(imported("empty").err()).contains("no file speed_data_ookla_*.json of a raw archive lies below it");
        assertThat(imported("wrong").err()).contains("host=A B names no host");
        Terminal columns = imported("old/archive", "--columns", "t=1,download=2");
        assertThat(columns.exit()).isEqualTo(2);
        assertThat(columns.err()).contains("--columns is for CSV files");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void results_in_lines_are_taken_from_a_file_too() throws IOException {
        Files.writeString(
                folder.resolve("results.jsonl"), "started\n" + result(T) + "\n\n" + result(T + 60_000) + "\r\n");

        assertThat(imported("results.jsonl", "--host", "home").exit()).isZero();

        assertThat(samples()).extracting(Sample::t).containsExactly(T, T + 60_000);
    }

    private Terminal imported(String what, String... more) {
        return Terminal.run(Stream.concat(
                        Stream.of(
                                "import",
                                folder.resolve(what).toString(),
                                "--data",
                                folder.resolve("data").toString(),
                                "--now",
                                NOW),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private List<Sample> samples() {
        try (Edition edition = Edition.open(
                new DataFolder(folder.resolve("data")), Settings.DEFAULT, InstantSource.fixed(Instant.parse(NOW)))) {
            return edition.samples().newest(Scope.ALL, Long.MAX_VALUE, 100).stream()
                    .sorted(Comparator.comparing(Sample::host).thenComparingLong(Sample::t))
                    .toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String result(long t) {
        return "{\"type\":\"result\",\"timestamp\":\"" + Instant.ofEpochMilli(t)
                + "\",\"isp\":\"Café Net\",\"download\":{\"bandwidth\":12500000}}";
    }
}
