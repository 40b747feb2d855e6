package dev.stillframe.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds.Kind;
import dev.stillframe.core.model.Thresholds.Limit;
import dev.stillframe.core.settings.Serving;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.core.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    private static final Map<String, String> NONE = Map.of();

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("stillframe.yaml");
    }

    private Settings read(String yaml, Map<String, String> environment) {
        try {
            Files.writeString(file(), yaml);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return SettingsFile.read(file(), environment);
    }

    private List<String> problems(String yaml, Map<String, String> environment) {
        try {
            read(yaml, environment);
            return List.of();
        } catch (SettingsException e) {
            return e.getMessage().lines().toList();
        }
    }

    private static Map<String, List<Limit>> always(Map<String, Map<String, Long>> values) {
        Map<String, List<Limit>> always = new HashMap<>();
        values.forEach((host, ofHost) -> always.put(host, List.of(Limit.always(ofHost))));
        return always;
    }

    @Test
    void withoutAFileTheDefaultsHold() {
        assertThat(SettingsFile.read(file(), NONE)).isEqualTo(Settings.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing set\n", "\n  # zone: UTC\n\n", "---\n"})
    void anEmptyFileSetsNothing(String yaml) {
        assertThat(read(yaml, NONE)).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void everySettingIsReadFromTheFile() {
        Settings settings = read("""
                zone: Europe/Berlin
                host: home-primary
                units: {download: bit/s}
                metrics:
                  temperature: {unit: °C, scale: 2, decimals: 1, min: -50, max: 60.5, better: neither}
                promised:
                  home-primary: {download: 100, ping: 12.5, temperature: -3}
                normal:
                  home-primary: {download: 90}
                minimum:
                  home-primary: {download: 20, ping: 80}
                  cabin: {}
                schedule: {home-primary: 5m, cabin: 7d}
                closing: {daily: 3h}
                rest: 90m
                reading: tokens
                fallback_after: 45m
                builds_per_minute: 10000
                behind_proxy: true
                """, NONE);
        assertThat(settings.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(settings.host()).isEqualTo("home-primary");
        assertThat(settings.units()).containsExactly(Map.entry("download", "bit/s"));
        assertThat(settings.metrics().list()).startsWith(Metrics.BUILT_IN.list().toArray(Metric[]::new));
        assertThat(settings.metrics().list().getLast())
                .isEqualTo(new Metric("temperature", "°C", 2, 1, -5_000, 6_050, Metric.Better.NEITHER));
        assertThat(settings.thresholds().of(Kind.PROMISED))
                .isEqualTo(always(
                        Map.of("home-primary", Map.of("download", 100_000L, "ping", 12_500L, "temperature", -300L))));
        assertThat(settings.thresholds().of(Kind.NORMAL))
                .isEqualTo(always(Map.of("home-primary", Map.of("download", 90_000L))));
        assertThat(settings.thresholds().of(Kind.MINIMUM))
                .isEqualTo(always(Map.of(
                        "home-primary",
                        Map.of("download", 20_000L, "ping", 80_000L),
                        "cabin",
                        Map.<String, Long>of())));
        assertThat(settings.schedule())
                .isEqualTo(Map.of("home-primary", Duration.ofMinutes(5), "cabin", Duration.ofDays(7)));
        assertThat(settings.closing().after())
                .containsEntry(Mode.DAILY, Duration.ofHours(3))
                .containsEntry(Mode.WEEKLY, Duration.ofHours(26));
        assertThat(settings.rest()).isEqualTo(Cadence.resting(Duration.ofMinutes(90)));
        assertThat(settings.cadence(Scope.ALL)).isEqualTo(Cadence.NONE);
        assertThat(settings.cadence(Scope.host("cabin"))).isEqualTo(settings.rest());
        assertThat(settings.serving())
                .isEqualTo(new Serving(Serving.Reading.TOKENS, Duration.ofMinutes(45), 10_000, true, false));
    }

    @Test
    void theSettingsOfTheServerCanComeFromTheEnvironment() {
        Settings settings = read(
                "rest: 6h\n",
                Map.of(
                        "STILLFRAME_REST", "none",
                        "STILLFRAME_READING", "tokens",
                        "STILLFRAME_FALLBACK_AFTER", "0s",
                        "STILLFRAME_BUILDS_PER_MINUTE", "1",
                        "STILLFRAME_BEHIND_PROXY", "true",
                        "STILLFRAME_ARCHIVE", "true",
                        "STILLFRAME_MINIMUM", "{attic: {upload: 4}}"));
        assertThat(settings.rest()).isEqualTo(Cadence.NONE);
        assertThat(settings.serving()).isEqualTo(new Serving(Serving.Reading.TOKENS, Duration.ZERO, 1, true, true));
        assertThat(settings.thresholds().of(Kind.MINIMUM)).isEqualTo(always(Map.of("attic", Map.of("upload", 4_000L))));
    }

    @ParameterizedTest
    @CsvSource({"15m,15", "6h,360", "1d,1440", "7d,10080", "3600s,60", "90 m,90", "168h,10080"})
    void aRestIsWrittenAsADuration(String text, long minutes) {
        assertThat(read("rest: " + text, NONE).rest().restMillis()).isEqualTo(minutes * 60_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rest: 6 | is not a duration",
                "rest: 6 hours | is not a duration",
                "rest: -6h | is not a duration",
                "rest: 1.5h | is not a duration",
                "rest: PT6H | is not a duration",
                "rest: [6h] | is not a duration",
                "rest: 99999999999d | is not a duration",
                "rest: 0s | within 15m to 7d",
                "rest: 14m | within 15m to 7d",
                "rest: 8d | within 15m to 7d",
                "rest: 999999999d | within 15m to 7d",
                "reading: all | public or tokens",
                "reading: [tokens] | public or tokens",
                "fallback_after: soon | is not a duration",
                "fallback_after: 169h | within 0s to 7d",
                "builds_per_minute: 0 | from 1 to 10000",
                "builds_per_minute: 10001 | from 1 to 10000",
                "builds_per_minute: 1.5 | from 1 to 10000",
                "builds_per_minute: 99999999999 | from 1 to 10000",
                "builds_per_minute: -1 | from 1 to 10000",
                "behind_proxy: perhaps | true or false",
                "behind_proxy: 1 | true or false",
                "archive: yes please | true or false",
                "minimum: {attic: {speed: 3}} | unknown metric",
                "minimum: {all: {download: 3}} | not a host name",
                "minimum: {attic: {download: fast}} | not a number",
            })
    void aSettingThatIsNotRightIsNamedWithWhatIsAllowed(String yaml, String told) {
        assertThat(problems(yaml, NONE))
                .singleElement()
                .asString()
                .startsWith(yaml.substring(0, yaml.indexOf(':')))
                .contains(told);
    }

    @Test
    void aMetricNeedsNoMoreThanAUnit() {
        Metric metric =
                read("metrics: {load: {unit: W}}", NONE).metrics().list().getLast();
        assertThat(metric).isEqualTo(new Metric("load", "W", 3, 2, -Metric.LIMIT, Metric.LIMIT, Metric.Better.NEITHER));
    }

    @Test
    void theEnvironmentWins() {
        Map<String, String> environment = Map.of(
                "STILLFRAME_ZONE", "Asia/Kolkata",
                "STILLFRAME_UNITS", "{upload: kbit/s}",
                "STILLFRAME_PROMISED", "{attic: {upload: 40}}",
                "PATH", "/bin");
        Settings settings = read("zone: Europe/Berlin\nhost: cellar\nunits: {download: bit/s}\n", environment);
        assertThat(settings.zone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
        assertThat(settings.host()).as("what it does not set stays").isEqualTo("cellar");
        assertThat(settings.units())
                .as("a structured setting is replaced whole")
                .containsOnlyKeys("upload");
        assertThat(settings.thresholds().of(Kind.PROMISED))
                .isEqualTo(always(Map.of("attic", Map.of("upload", 40_000L))));
    }

    @Test
    void whatTheEnvironmentReplacesNeedNotBeRight() {
        assertThat(read("zone: Nowhere/Atall\n", Map.of("STILLFRAME_ZONE", "UTC"))
                        .zone())
                .isIn(ZoneOffset.UTC, ZoneId.of("UTC"));
    }

    @Test
    void theLaunchersVariablesAreNoSettings() {
        assertThat(SettingsFile.read(
                        file(), Map.of("STILLFRAME_JAVA_HOME", "/opt/jdk", "STILLFRAME_JAVA_OPTS", "-Xmx1g")))
                .isEqualTo(Settings.DEFAULT);
    }

    @Test
    void anUnknownSettingIsRefusedByNameWithThoseThatAreKnown() {
        assertThat(problems("zoen: UTC\n", NONE))
                .singleElement()
                .asString()
                .contains("'zoen'")
                .contains("zone");
        assertThat(problems("", Map.of("STILLFRAME_ZOEN", "UTC")))
                .singleElement()
                .asString()
                .contains("'STILLFRAME_ZOEN'")
                .contains("STILLFRAME_ZONE");
    }

    @Test
    void allProblemsAreToldAtOnceOneALine() {
        List<String> problems = problems("""
                zone: Mars/Base
                host: Home Primary
                colour: blue
                units: {speed: bit/s}
                metrics:
                  temperature: {scale: 2}
                  Load: {unit: W}
                  depth: {unit: m, scale: 12}
                promised:
                  all: {download: 100}
                  attic: {speed: 3, download: fast}
                """, Map.of("STILLFRAME_COLOUR", "blue", "STILLFRAME_HOSTS", "a"));
        assertThat(problems)
                .anySatisfy(p -> assertThat(p).startsWith("zone:").contains("'Mars/Base'"))
                .anySatisfy(p -> assertThat(p).startsWith("host:").contains("'Home Primary'"))
                .anySatisfy(p -> assertThat(p).contains("unknown setting 'colour'"))
                .anySatisfy(p -> assertThat(p).contains("'STILLFRAME_COLOUR'"))
                .anySatisfy(p -> assertThat(p).contains("'STILLFRAME_HOSTS'"))
                .anySatisfy(p -> assertThat(p).startsWith("units:").contains("'speed'"))
                .anySatisfy(
                        p -> assertThat(p).startsWith("metrics.temperature:").contains("'unit' is missing"))
                .anySatisfy(p -> assertThat(p).startsWith("metrics.Load:").contains("Load"))
                .anySatisfy(p -> assertThat(p).startsWith("metrics.depth:").contains("12"))
                .anySatisfy(p -> assertThat(p).startsWith("promised:").contains("'all'"))
                .anySatisfy(p -> assertThat(p).startsWith("promised.attic:").contains("'speed'"))
                .anySatisfy(p ->
                        assertThat(p).startsWith("promised.attic.download:").contains("fast"))
                .hasSize(12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "unit: W, colour: red | unknown field 'colour'",
                "unit: W, better: best | better 'best'",
                "unit: W, decimals: 4 | decimals 4",
                "unit: W, scale: -1, decimals: 0 | scale -1",
                "unit: W, scale: 1.5 | metrics.load",
                "unit: W, scale: many | 'scale' is not a number",
                "unit: W, min: 5, max: 5 | ascending",
                "unit: W, max: 1e9 | further from zero",
                "unit: W, max: 1e999999999 | metrics.load",
                "unit: W, max: .nan | 'max' is not a number",
                "unit: '' | unit",
                "unit: 'a\\tb' | unit",
            })
    void aMetricThatIsNotRightIsNamedWithWhatIsWrong(String fields, String told) {
        assertThat(problems("metrics: {load: {" + fields + "}}", NONE))
                .singleElement()
                .asString()
                .startsWith("metrics.load")
                .contains(told);
    }

    @Test
    void aMetricCannotTakeTheNameOfABuiltInOne() {
        assertThat(problems("metrics: {ping: {unit: ms}}", NONE))
                .singleElement()
                .asString()
                .contains("ping");
    }

    @Test
    void thereIsRoomFor32Metrics() {
        StringBuilder yaml = new StringBuilder("metrics:\n");
        for (int i = Metrics.BUILT_IN.size(); i < Metrics.MAX; i++) {
            yaml.append("  m").append(i).append(": {unit: W}\n");
        }
        assertThat(read(yaml.toString(), NONE).metrics().size()).isEqualTo(Metrics.MAX);
        assertThat(problems(yaml + "  one-more: {unit: W}\n", NONE)).isNotEmpty();
        assertThat(problems(yaml + "  more: {unit: W}\n", NONE))
                .singleElement()
                .asString()
                .contains("32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zone: [", "zone: UTC\nzone: UTC\n", "a: b: c", "\u0000", "- zone\n", "just words"})
    void whatIsNoListOfSettingsIsToldInOneLineWithTheFile(String yaml) {
        assertThat(problems(yaml, NONE)).singleElement().asString().contains("stillframe.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"units: fast", "metrics: [a, b]", "promised: 3", "promised: {attic: 3}", "metrics: {load: W}"})
    void aSettingOfTheWrongShapeIsNamed(String yaml) {
        assertThat(problems(yaml, NONE))
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p).matches("(?s)(units|metrics|promised).*"));
    }

    @Test
    void aNoticeIsOneLineOfAtMostTwoHundredCharacters() {
        assertThat(problems("notice: " + "\u00e9".repeat(200) + "\n", NONE)).isEmpty();
        assertThat(problems("notice: " + "x".repeat(201) + "\n", NONE))
                .singleElement()
                .asString()
                .isEqualTo("notice: has more than 200 characters");
        assertThat(problems("notice: \"two\\nlines\"\n", NONE))
                .singleElement()
                .asString()
                .contains("one line, without control characters");
        assertThat(problems("notice: \"bell\\a\"\n", NONE)).hasSize(1);
    }

    @Test
    void aYamlErrorInTheEnvironmentNamesTheVariable() {
        assertThat(problems("", Map.of("STILLFRAME_UNITS", "{download: ")))
                .singleElement()
                .asString()
                .contains("STILLFRAME_UNITS");
    }

    @Test
    void aFileThatCannotBeReadIsAProblemAndNoCrash() throws IOException {
        Files.createDirectory(file());
        assertThatThrownBy(() -> SettingsFile.read(file(), NONE))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void yamlCannotNameJavaClassesOrGrowWithoutEnd() {
        assertThat(problems("zone: !!javax.script.ScriptEngineManager []\n", NONE))
                .isNotEmpty();
        StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c <= 'k'; c++) {
            char before = (char) (c - 1);
            bomb.append(c).append(": &").append(c).append(" [");
            bomb.append(("*" + before + ",").repeat(8))
                    .append('*')
                    .append(before)
                    .append("]\n");
        }
        assertThat(problems(bomb.toString(), NONE)).isNotEmpty();
    }
}
