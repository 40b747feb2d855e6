package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DedupeCommandTest {
    private static final Instant FIRST = Instant.parse("2025-03-01T00:00:00Z");

    @TempDir
    Path folder;

    /** Every 10 minutes a sample, and another one a minute later in one of ten. */
    @BeforeEach
    void takeIn() throws IOException {
        StringBuilder csv = new StringBuilder("t,host,ping\n");
        for (int i = 0; i < 100; i++) {
            Instant t = FIRST.plusSeconds(600L * i + 5);
            csv.append(t).append(",home,").append(i + 10).append('\n');
            if (i % 10 == 0) {
                csv.append(t.plusSeconds(60)).append(",home,999\n");
            }
        }
        Path file = folder.resolve("log.csv");
        Files.writeString(file, csv);
        done("import", file.toString());
        done("build");
    }

    private Terminal onData(String... arguments) {
        return Terminal.run(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--data", folder.resolve("data").toString(), "--now", "2025-03-02T00:00:00Z"))
                .toArray(String[]::new));
    }

    private String done(String... arguments) {
        Terminal terminal = onData(arguments);
        assertThat(terminal.exit()).as(terminal.err()).isZero();
        return terminal.out();
    }

    private JsonNode json(String... arguments) {
        return JsonMapper.shared()
                .readTree(done(
                        Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new)));
    }

    private String published() throws IOException {
        done("build");
        assertThat(done("verify")).contains("right");
        JsonNode manifest =
                JsonMapper.shared().readTree(Files.readString(folder.resolve("data/public/host=home/manifest.json")));
        StringBuilder sums = new StringBuilder();
        manifest.findValues("checksum").forEach(sum -> sums.append(sum.asString()));
        return sums.toString();
    }

    @Test
    void withoutDeleteItOnlySaysWhatItFound() throws IOException {
        String before = published();
        assertThat(done("dedupe"))
                .contains("home: 110 samples in 100 slots, 10 duplicates (learned: every 10 min, from 110 samples)")
                .contains("from 2025-03-01T00:00:00Z: 2025-03-01T00:00:05Z is kept, not 2025-03-01T00:01:05Z")
                .contains("Nothing was changed", "--delete");
        assertThat(published()).isEqualTo(before);
        assertThat(done("audit")).doesNotContain("dedupe");
    }

    @Test
    void whatIsDeletedIsInNoFileAndWhatIsRestoredIsInAllAgain() throws IOException {
        final String before = published();
        assertThat(done("dedupe", "--delete"))
                .contains("10 samples are in quarantine")
                .contains("--restore --host home")
                .contains("stillframe build");
        String without = published();
        assertThat(without).isNotEqualTo(before);
        assertThat(json("dedupe").get(0).get("duplicates").asInt()).isZero();
        assertThat(done("dedupe", "--delete")).contains("Nothing was changed.");
        assertThat(done("import", folder.resolve("log.csv").toString())).contains("Nothing new");

        assertThat(done("dedupe", "--restore")).contains("home: 10 samples put back.");
        assertThat(published()).isEqualTo(before);
        assertThat(done("dedupe", "--restore")).contains("nothing to put back");
        assertThat(done("audit")).contains("dedupe --delete", "dedupe --restore", "10 samples");
    }

    @Test
    void theBytesAreThoseOfAFolderThatNeverHadThem() throws IOException {
        done("dedupe", "--delete");
        String without = published();
        Path clean = folder.resolve("clean.csv");
        Files.write(
                clean,
                Files.readAllLines(folder.resolve("log.csv")).stream()
                        .filter(line -> !line.endsWith(",999"))
                        .toList());
        Path data = folder.resolve("data");
        Files.move(data, folder.resolve("other"));
        done("import", clean.toString());
        assertThat(published()).isEqualTo(without);
    }

    @Test
    void programsGetTheSameAsJson() {
        JsonNode found = json("dedupe", "--host", "home", "--every", "20m").get(0);
        assertThat(found.get("host").asString()).isEqualTo("home");
        assertThat(found.get("everySeconds").asInt()).isEqualTo(1_200);
        assertThat(found.get("known").asString()).isEqualTo("given");
        assertThat(found.get("samples").asInt()).isEqualTo(110);
        assertThat(found.get("slots").asInt()).isEqualTo(50);
        assertThat(found.get("duplicates").asInt()).isEqualTo(60);
        assertThat(found.get("examples").size()).isEqualTo(3);
        assertThat(found.has("quarantined")).isFalse();
        assertThat(json("dedupe", "--every", "20m", "--delete")
                        .get(0)
                        .get("quarantined")
                        .asInt())
                .isEqualTo(60);
        assertThat(json("dedupe", "--restore").get(0).get("restored").asInt()).isEqualTo(60);
    }

    @Test
    void wrongUseIsExplained() {
        assertThat(onData("dedupe", "--delete", "--restore").exit()).isEqualTo(2);
        assertThat(onData("dedupe", "--restore", "--every", "5m").exit()).isEqualTo(2);
        assertThat(onData("dedupe", "--every", "soon").err()).contains("--every", "'soon'");
        assertThat(onData("dedupe", "--host", "nobody").err()).contains("'nobody'", "home");
        assertThat(onData("dedupe", "--help").out()).contains("the first successful sample is kept");
    }
}
