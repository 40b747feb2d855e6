package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final String HEADER =
            "Server ID,Sponsor,Server Name,Timestamp,Distance,Ping,Download,Upload,Share,IP Address\n";
    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");
    private static final String LATER = "2025-03-01T12:00:00Z";

    @TempDir
    Path folder;

    private String data = "";
    private Path log = Path.of("");

    @BeforeEach
    void write() throws IOException {
        data = folder.resolve("data").toString();
        StringBuilder lines = new StringBuilder(HEADER);
        for (int i = 0; i < 100; i++) {
            lines.append("8738,Example,\"Town, ST\",")
                    .append(START.plusSeconds(300L * i))
                    .append(",77.1,");
            lines.append(20 + i % 7).append(".5,").append(90_000_000 + i * 1000).append(".25,4000000,,\n");
        }
        log = Files.writeString(folder.resolve("speed.csv"), lines);
    }

    private Terminal onData(String... arguments) {
        String[] all =
                Stream.concat(Stream.of(arguments), Stream.of("--data", data)).toArray(String[]::new);
        return Terminal.run(all);
    }

    private void importAndBuild() {
        assertThat(onData("import", log.toString()).exit()).isZero();
        assertThat(onData("build", "--now", LATER).exit()).isZero();
    }

    @Test
    void importBuildAndVerifyGoThrough() {
        Terminal imported = onData("import", log.toString());
        assertThat(imported.exit()).isZero();
        assertThat(imported.out())
                .contains("100 records")
                .contains("100  taken")
                .contains("--undo 1");

        Terminal built = onData("build", "--now", LATER);
        assertThat(built.exit()).isZero();
        assertThat(Path.of(data, "public", "latest_12m_500.json.gz")).isRegularFile();
        assertThat(Path.of(data, "public", "host=home", "latest_1h_20.meta.json"))
                .isRegularFile();
        assertThat(Path.of(data, "public", "hosts.json")).isRegularFile();

        Terminal verified = onData("verify");
        assertThat(verified.out()).contains("All 141 files are what the samples give");
        assertThat(verified.exit()).isZero();
    }

    @Test
    void importingTwiceIsTheSameAsOnce() {
        importAndBuild();
        Terminal again = onData("import", log.toString());
        assertThat(again.exit()).isZero();
        assertThat(again.out()).contains("100  were there already").contains("Nothing new");
        assertThat(onData("build", "--now", LATER).out()).contains("as before");
    }

    @Test
    void anImportThatWasTakenBackLeavesNothingAndCanBeDoneAgainWithAnotherHost() {
        importAndBuild();
        assertThat(onData("import", "--undo", "1").out()).contains("100 samples of import 1");
        assertThat(onData("build", "--now", "2025-03-01T12:01:00Z").exit()).isZero();
        assertThat(onData("verify").exit()).isZero();
        assertThat(onData("latest").out()).contains("no sample");

        assertThat(onData("import", log.toString()).out()).contains("100  taken");
        assertThat(onData("build", "--now", "2025-03-01T12:02:00Z").exit()).isZero();
        assertThat(onData("verify").exit()).isZero();
        assertThat(onData("import", "--list").out()).contains("taken back").contains("there");
    }

    @Test
    void verifyFindsAFileThatWasChangedAndBuildMendsIt() throws IOException {
        importAndBuild();
        Path payload = Path.of(data, "public", "latest_10d_100.json.gz");
        Files.write(payload, new byte[100]);
        Terminal verified = onData("verify");
        assertThat(verified.exit()).isEqualTo(Stillframe.FAILED);
        assertThat(verified.out()).contains("latest_10d_100.json: the file is missing or damaged");
        assertThat(onData("doctor").exit()).isEqualTo(Stillframe.FAILED);
        assertThat(onData("build", "--now", LATER).exit()).isZero();
        assertThat(onData("verify").exit()).isZero();
    }

    @Test
    void rebuildMayGoBackInTimeAndBuildMayNot() {
        importAndBuild();
        Terminal back = onData("build", "--now", "2025-03-01T02:00:00Z");
        assertThat(back.exit()).isEqualTo(Stillframe.WRONG_USE);
        assertThat(back.err()).contains("2025-03-01T02:00:00Z").contains(LATER).contains("rebuild");
        assertThat(onData("rebuild", "--now", "2025-03-01T02:00:00Z").exit()).isZero();
        assertThat(onData("verify").exit()).isZero();
    }

    @Test
    void latestShowsSamplesAndSpeaksJson() {
        importAndBuild();
        Terminal latest = onData("latest", "--now", LATER);
        assertThat(latest.out())
                .contains("home")
                .contains("2025-03-01T08:15:00Z")
                .contains("3 h 45 min");
        Terminal minutes = onData("latest", "--period", "minutes", "--last", "3", "--json");
        assertThat(minutes.out()).contains("\"download\" : 90.099");
    }

    @Test
    void wrongUseIsTwoAndSaysWhatIsAllowed() {
        assertThat(onData("import", log.toString(), "--columns", "t=nowhere,ping=Ping"))
                .satisfies(t -> assertThat(t.err()).contains("nowhere").contains("Timestamp"))
                .satisfies(t -> assertThat(t.exit()).isNotZero());
        for (String host : new String[] {"../x", "all", "h".repeat(300), "A", ""}) {
            Terminal t = onData("import", log.toString(), "--host", host);
            assertThat(t.exit()).isEqualTo(Stillframe.WRONG_USE);
            assertThat(t.err()).contains("is not a host name");
        }
        assertThat(onData("import", log.toString(), "--zone", "Mars/North").err())
                .contains("Mars/North");
        assertThat(onData("import", log.toString(), "--unit", "download=parsec").exit())
                .isEqualTo(Stillframe.WRONG_USE);
        assertThat(onData("build", "--now", "yesterday").exit()).isNotZero();
        assertThat(Terminal.run("frobnicate").exit()).isEqualTo(Stillframe.WRONG_USE);
        assertThat(Path.of(data)).as("nothing was made").doesNotExist();
    }

    @Test
    void filesThatAreNoLogsChangeNothing() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        Path foreign = Files.writeString(folder.resolve("foreign.txt"), "no log\nat all\n");
        Path headerOnly = Files.writeString(folder.resolve("header.csv"), HEADER);
        Path endless = folder.resolve("endless.csv");
        try (var file = new java.io.RandomAccessFile(endless.toFile(), "rw")) {
            file.setLength(1L << 30);
        }
        for (Path file : new Path[] {empty, foreign, headerOnly, endless, folder, folder.resolve("missing.csv")}) {
            Terminal t = onData("import", file.toString());
            assertThat(t.exit()).as(file.toString()).isEqualTo(Stillframe.FAILED);
            assertThat(t.err().lines().filter(l -> !l.startsWith("read ")).toList())
                    .as("one clear line, beside the progress")
                    .singleElement()
                    .asString()
                    .startsWith("stillframe: ");
        }
        assertThat(Path.of(data)).as("nothing was made").doesNotExist();
    }

    @Test
    void aRecordThatIsTornCostsItself() throws IOException {
        String good = "1,Example,Town,2025-03-02T00:00:00Z,1,20,90000000,4000000\n";
        Files.writeString(
                log,
                HEADER + good + "1,Example,Tow\n" + "\0\0\0\0\0\n" + "Cannot retrieve configuration\n"
                        + good.replace("2025-03-02", "1970-01-01") + good.replace("2025-03-02", "2100-01-01")
                        + good.replace("T00:00", "T00:05").replace("90000000", "NaN")
                        + good.replace("T00:00", "T00:10").replace("20,9", "Infinity,9"));
        Terminal t = onData("import", log.toString());
        assertThat(t.exit()).isZero();
        assertThat(t.out())
                .contains("3  taken")
                .contains("2  refused")
                .contains("line 6:")
                .contains("line 7:");
    }

    @Test
    void dataOfANewerVersionIsLeftAlone() throws Exception {
        importAndBuild();
        Path database = Path.of(data, "stillframe.db");
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
            statement.execute("PRAGMA user_version = 99");
        }
        byte[] before = Files.readAllBytes(database);
        for (String command : new String[] {"build", "verify", "latest", "rebuild"}) {
            Terminal t = onData(command);
            assertThat(t.exit()).isEqualTo(Stillframe.FAILED);
            assertThat(t.err()).contains("newer version").contains("--data");
        }
        assertThat(Arrays.equals(Files.readAllBytes(database), before)).isTrue();
    }

    @Test
    void aCommandWithoutDataSaysHowToGetSome() {
        for (String command : new String[] {"build", "verify", "latest", "rebuild", "doctor"}) {
            Terminal t = onData(command);
            assertThat(t.exit()).isEqualTo(Stillframe.FAILED);
            assertThat(t.out() + t.err()).contains("stillframe import");
        }
        assertThat(Path.of(data)).doesNotExist();
    }

    @Test
    void aLogMayBeginWithAnyNumberOfForeignLines() throws IOException {
        String start = "Cannot retrieve speedtest configuration\n".repeat(3_000) + "x".repeat(200_000) + "\n";
        Files.writeString(log, start + Files.readString(log));
        Terminal t = onData("import", log.toString());
        assertThat(t.exit()).as(t.err()).isZero();
        assertThat(t.out()).contains("100  taken").contains("3,001  lines that are no record");
    }

    @Test
    void filesOfTheUserInTheDataFolderAreLeftAlone() throws IOException {
        Path own = Files.createDirectories(Path.of(data, "tmp")).resolve("own.txt");
        Path unfinished = Files.createDirectories(Path.of(data, "unfinished")).resolve("own.txt");
        for (Path file : new Path[] {own, unfinished}) {
            Files.writeString(file, "mine");
            assertThat(file.toFile().setLastModified(1_000_000)).isTrue();
        }
        importAndBuild();
        assertThat(own).hasContent("mine");
        assertThat(unfinished).hasContent("mine");
        Terminal demo = Terminal.run("demo", "--data", data);
        assertThat(demo.exit()).isEqualTo(Stillframe.WRONG_USE);
        assertThat(demo.err()).contains("not an empty folder");
    }

    @Test
    void theListsBesideTheSnapshotsAreVerifiedToo() throws IOException {
        importAndBuild();
        for (String list : new String[] {"hosts.json", "config.json"}) {
            Files.writeString(Path.of(data, "public", list), "{}");
            Terminal verified = onData("verify");
            assertThat(verified.exit()).isEqualTo(Stillframe.FAILED);
            assertThat(verified.out()).contains(list + ": the file is missing or damaged");
            assertThat(onData("build", "--now", LATER).exit()).isZero();
            assertThat(onData("verify").exit()).isZero();
        }
    }

    @Test
    void aTestThatSucceededStaysOneWhenItsMetricIsNoLongerDeclared() throws IOException {
        Path settings = Files.createDirectories(Path.of(data)).resolve("stillframe.yaml");
        Files.writeString(settings, "metrics: {heat: {unit: °C, scale: 1, decimals: 1}}\n");
        Path heat = Files.writeString(folder.resolve("heat.csv"), "time,value\n2025-03-01T00:00:00Z,21.5\n");
        assertThat(onData("import", heat.toString(), "--columns", "t=time,heat=value")
                        .exit())
                .isZero();
        Files.delete(settings);
        assertThat(onData("build", "--now", LATER).exit()).isZero();
        assertThat(onData("latest", "--now", LATER).out()).doesNotContain("failed");
        assertThat(onData("verify").exit()).isZero();

        Files.writeString(settings, "metrics: {heat: {unit: °C, scale: 1, decimals: 1}}\n");
        assertThat(onData("verify").exit()).isEqualTo(Stillframe.FAILED);
        assertThat(onData("build", "--now", LATER).err()).contains("The settings are others than at the last build");
        assertThat(onData("verify").exit()).isZero();
        assertThat(onData("latest", "--now", LATER).out()).contains("21.5");
    }

    @Test
    void valuesThatNobodyMeansAreRefusedAtOnce() throws IOException {
        importAndBuild();
        Path settings = Path.of(data, "stillframe.yaml");
        for (String number : new String[] {"1e300000000", "-1e300000000", "1e-999999999999", ".inf", "abc"}) {
            Files.writeString(settings, "promised: {home: {download: " + number + "}}\n");
            Terminal t = onData("latest");
            assertThat(t.exit()).as(number).isEqualTo(Stillframe.WRONG_USE);
            assertThat(t.err()).contains("the settings are not right");
        }
        Files.writeString(settings, "metrics: {t: {unit: s}}\n");
        assertThat(onData("latest").err()).contains("'t' is taken");
        Files.delete(settings);
        for (String now : new String[] {"+1000000000-12-31T23:59:59Z", "1969-01-01T00:00:00Z"}) {
            assertThat(onData("latest", "--now", now).exit()).isEqualTo(Stillframe.WRONG_USE);
        }
    }

    @Test
    void serveDoesNotGoBackInTimeEither() {
        importAndBuild();
        Terminal t = onData("serve", "--port", "0", "--now", "2025-03-01T01:00:00Z");
        assertThat(t.exit()).isEqualTo(Stillframe.WRONG_USE);
        assertThat(t.err()).contains("is before the last build");
    }

    @Test
    void anImportInTheWrongUnitSaysSoAndCanBeMended() {
        Terminal wrong = onData("import", log.toString(), "--columns", "t=Timestamp,download=Download");
        assertThat(wrong.exit()).isZero();
        assertThat(wrong.out()).contains("Is the unit right?").contains("--unit download=UNIT");
        String[] right = {
            "import", log.toString(), "--columns", "t=Timestamp,download=Download", "--unit", "download=bit/s"
        };
        assertThat(onData(right).out()).contains("--undo takes one back");
        assertThat(onData("import", "--undo", "1").exit()).isZero();
        assertThat(onData(right).out()).contains("100  taken");
    }

    @Test
    void everyCommandHasHelpWithExamples() {
        for (String command :
                new String[] {"demo", "serve", "import", "build", "verify", "rebuild", "latest", "doctor"}) {
            Terminal t = Terminal.run(command, "--help");
            assertThat(t.exit()).isZero();
            assertThat(t.out()).contains("Examples:").contains("stillframe " + command);
        }
    }
}
