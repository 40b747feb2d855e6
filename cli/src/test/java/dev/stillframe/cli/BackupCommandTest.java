package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.testkit.Race;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");
    private static final String LATER = "2025-03-02T00:00:00Z";

    @TempDir
    Path folder;

    private Path data = Path.of("");
    private Path restored = Path.of("");
    private Path backup = Path.of("");

    @BeforeEach
    void fill() throws IOException {
        data = folder.resolve("data");
        restored = folder.resolve("restored");
        backup = folder.resolve("backup.zip");
        StringBuilder lines = new StringBuilder("host,t,download,ping\n");
        for (int i = 0; i < 200; i++) {
            lines.append(i % 2 == 0 ? "home" : "office").append(',').append(START.plusSeconds(300L * i));
            lines.append(',').append(90 + i % 7).append(",11.").append(i % 10).append('\n');
        }
        Path log = Files.writeString(folder.resolve("log.csv"), lines);
        assertThat(Terminal.run(
                                "import",
                                log.toString(),
                                "--columns",
                                "host=host,t=t,download=download,ping=ping",
                                "--data",
                                data.toString())
                        .err())
                .isEmpty();
        Files.writeString(data.resolve("stillframe.yaml"), "zone: Europe/Berlin\n");
        ok("build", "--now", LATER, "--data", data.toString());
    }

    private static Terminal ok(String... arguments) {
        Terminal terminal = Terminal.run(arguments);
        assertThat(terminal.exit()).as(terminal.err()).isZero();
        return terminal;
    }

    private Terminal backUp(String... more) {
        return Terminal.run(
                Stream.concat(Stream.of("backup", backup.toString(), "--data", data.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private Terminal restore(String... more) {
        return Terminal.run(
                Stream.concat(Stream.of("restore", backup.toString(), "--data", restored.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static SortedMap<String, String> checksums(Path data) throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        Path root = data.resolve("public");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".gz")).toList()) {
                byte[] json = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file))).readAllBytes();
                found.put(root.relativize(file).toString(), Checksum.of(json));
            }
        }
        return found;
    }

    @Test
    void what_is_restored_publishes_the_same_and_verifies() throws IOException {
        String id = ok("token", "create", "--role", "admin", "--json", "--data", data.toString())
                .out()
                .replaceAll("(?s).*\"id\" : \"([a-z0-9]+)\".*", "$1");
        assertThat(backUp().out()).contains("200 samples of 2 hosts", "1 import", "1 token", "the settings file");

        assertThat(restore("--now", LATER).exit()).isZero();
        assertThat(ok("verify", "--data", restored.toString()).out()).contains("are what the samples give");
        assertThat(checksums(restored)).isEqualTo(checksums(data)).hasSizeGreaterThan(72);
        assertThat(restored.resolve("stillframe.yaml")).hasContent("zone: Europe/Berlin\n");
        assertThat(ok("token", "list", "--data", restored.toString()).out()).contains(id);
        assertThat(ok("import", "--undo", "1", "--data", restored.toString()).out())
                .contains("200 samples of import 1");
        assertThat(restored.resolve("restoring")).doesNotExist();
    }

    @Test
    void a_name_that_ends_as_a_folder_does_is_a_folder_and_is_made() throws IOException {
        Path folder = data.resolveSibling("kept");
        ok("backup", folder + "/", "--data", data.toString(), "--now", LATER);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .singleElement()
                    .asString()
                    .startsWith("stillframe-")
                    .endsWith(".zip");
        }
    }

    @Test
    void builds_go_on_counting_where_they_had_come_to_and_need_not_compute_again() {
        ok("rebuild", "--now", LATER, "--data", data.toString());
        backUp();
        assertThat(restore("--now", LATER).out()).containsPattern("home +3 ");
        assertThat(ok("build", "--now", "2025-03-02T00:10:00Z", "--data", restored.toString())
                        .out())
                .as("the state is there again")
                .doesNotContain("all\n")
                .doesNotContain(" all ");
    }

    @Test
    void samples_that_arrive_meanwhile_are_in_it_up_to_one_moment() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong stored = new AtomicLong();
        AtomicLong before = new AtomicLong();
        AtomicLong after = new AtomicLong();
        try (Edition edition = Edition.open(new DataFolder(data), Settings.DEFAULT, InstantSource.system())) {
            Race.of(2, i -> () -> {
                if (i == 0) {
                    while (!over.get()) {
                        long n = stored.get();
                        edition.samples().append(List.of(Sample.of("late", START.toEpochMilli() + n, n)), "token:a");
                        stored.incrementAndGet();
                    }
                    return true;
                }
                while (stored.get() < 20) {
                    Thread.onSpinWait();
                }
                try {
                    before.set(stored.get());
                    Terminal done = backUp();
                    after.set(stored.get() + 1);
                    assertThat(done.exit()).as(done.err()).isZero();
                } finally {
                    over.set(true);
                }
                return true;
            });
        }
        assertThat(restore("--now", LATER).exit()).isZero();
        ok("verify", "--data", restored.toString());
        List<Long> times = new ArrayList<>();
        try (Edition edition = Edition.open(new DataFolder(restored), Settings.DEFAULT, InstantSource.system())) {
            edition.samples()
                    .newest(dev.stillframe.core.model.Scope.host("late"), Long.MAX_VALUE - 1, 1_000_000)
                    .forEach(s -> times.add(s.t() - START.toEpochMilli()));
        }
        assertThat((long) times.size()).isBetween(before.get(), after.get());
        assertThat(times.getFirst()).as("without a gap").isEqualTo(times.size() - 1L);
    }

    @Test
    void a_file_that_is_there_is_replaced_only_with_force_and_stays_when_that_fails() throws IOException {
        Files.writeString(backup, "other");
        assertThat(backUp())
                .satisfies(t -> assertThat(t.exit()).isEqualTo(Stillframe.FAILED))
                .satisfies(t -> assertThat(t.err()).contains("is there already").contains("--force"));
        assertThat(backup).hasContent("other");
        assertThat(backUp("--force").exit()).isZero();
        assertThat(restore("--no-build").out()).contains("rebuild --data");
    }

    @Test
    void a_folder_gets_a_file_named_by_the_time_and_nothing_unfinished_stays() throws IOException {
        Path backups = Files.createDirectory(folder.resolve("backups"));
        Terminal done = ok("backup", backups.toString(), "--now", LATER, "--json", "--data", data.toString());
        assertThat(done.out()).contains("stillframe-20250302T000000Z.zip").contains("\"samples\" : 200");
        try (Stream<Path> files = Files.list(backups)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly("stillframe-20250302T000000Z.zip");
        }
        assertThat(Terminal.run("backup", folder.resolve("no/b.zip").toString(), "--data", data.toString())
                        .err())
                .contains("its folder does not exist");
    }

    @Test
    void a_damaged_backup_is_refused_and_leaves_nothing() throws IOException {
        backUp();
        byte[] whole = Files.readAllBytes(backup);
        for (int at : new int[] {whole.length / 4, whole.length / 3, whole.length / 2}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(backup, damaged);
            assertThat(restore())
                    .satisfies(t -> assertThat(t.exit()).isEqualTo(Stillframe.FAILED))
                    .satisfies(t -> assertThat(t.err()).contains("damaged").doesNotContain("error in the program"));
            assertThat(restored).doesNotExist();
        }
        Files.write(backup, java.util.Arrays.copyOf(whole, whole.length - 50));
        assertThat(restore().err()).contains("is no backup, or it is damaged");
        Files.writeString(backup, "no zip at all");
        assertThat(restore().err()).contains("is no backup, or it is damaged");
        assertThat(restored).doesNotExist();
    }

    /** The backup with its entries changed, and further ones. */
    private void change(String name, byte[] content, String... more) throws IOException {
        Path changed = folder.resolve("changed.zip");
        try (ZipFile from = new ZipFile(backup.toFile());
                OutputStream file = Files.newOutputStream(changed);
                ZipOutputStream to = new ZipOutputStream(file)) {
            for (ZipEntry entry : java.util.Collections.list(from.entries())) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(
                        entry.getName().equals(name)
                                ? content
                                : from.getInputStream(entry).readAllBytes());
            }
            for (String extra : more) {
                to.putNextEntry(new ZipEntry(extra));
                to.write(content);
            }
        }
        Files.move(changed, backup, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void names_that_no_backup_has_are_refused() throws IOException {
        for (String name : List.of("../evil", "/tmp/evil", "public/latest_1h_20.json.gz", "a\\..\\evil", "evil")) {
            Files.deleteIfExists(backup);
            backUp();
            change("", new byte[10], name);
            assertThat(restore())
                    .satisfies(t -> assertThat(t.exit()).isEqualTo(Stillframe.FAILED))
                    .satisfies(t -> assertThat(t.err()).contains("which no backup has"));
        }
        assertThat(restored).doesNotExist();
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void a_database_that_is_not_ours_is_refused_though_its_checksum_is_right() throws IOException {
        backUp();
        byte[] foreign = "x".repeat(5_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String manifest;
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            manifest = new String(
                    zip.getInputStream(zip.getEntry("manifest.json")).readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
        }
        change("stillframe.db", foreign);
        manifest = manifest.replaceFirst("\"bytes\" : \\d+", "\"bytes\" : 5000")
                .replaceFirst(
                        "\"sha256\" : \"[0-9a-f]+\"",
                        "\"sha256\" : \"" + Checksum.of(foreign).substring(7) + '"');
        change("manifest.json", manifest.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(restore())
                .satisfies(t -> assertThat(t.exit()).isEqualTo(Stillframe.FAILED))
                .satisfies(
                        t -> assertThat(t.err()).contains("cannot be restored").contains("database"));
        assertThat(restored).isEmptyDirectory();
    }

    @Test
    void a_folder_with_anything_in_it_is_refused() throws IOException {
        backUp();
        Files.createDirectory(restored);
        Files.createFile(restored.resolve("notes.txt"));
        assertThat(restore().err()).contains("is not empty");
        assertThat(Terminal.run("restore", backup.toString(), "--data", data.toString())
                        .err())
                .contains("is not empty");
        Files.createFile(restored.resolve("restoring"));
        assertThat(restore().err())
                .contains("has what no restore has left there")
                .contains("notes.txt");
    }

    @Test
    void a_restore_that_was_killed_is_opened_by_nobody_and_begun_anew() throws IOException {
        backUp();
        Files.createDirectories(restored.resolve("unfinished"));
        Files.createFile(restored.resolve("restoring"));
        Files.write(restored.resolve("unfinished/stillframe.db"), new byte[1000]);
        assertThat(Terminal.run("latest", "--data", restored.toString()).err())
                .contains("run 'stillframe restore' again");
        Files.copy(data.resolve("stillframe.db"), restored.resolve("stillframe.db"));
        for (List<String> command : List.of(List.of("build"), List.of("latest"), List.of("import", "--list"))) {
            List<String> all = new ArrayList<>(command);
            all.addAll(List.of("--data", restored.toString()));
            assertThat(Terminal.run(all.toArray(String[]::new)))
                    .satisfies(t -> assertThat(t.exit()).isEqualTo(Stillframe.FAILED))
                    .satisfies(t -> assertThat(t.err()).contains("run 'stillframe restore' again"));
        }
        assertThat(restore("--now", LATER).exit()).isZero();
        ok("verify", "--data", restored.toString());
        assertThat(checksums(restored)).isEqualTo(checksums(data));
    }
}
