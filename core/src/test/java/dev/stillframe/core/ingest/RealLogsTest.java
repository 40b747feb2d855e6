package dev.stillframe.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Real logs lie outside the repository, in the folder that the property {@code stillframe.data} names, or in
 * {@code ../shared/data} beside it. Where they are not, this prints so and proves nothing.
 */
class RealLogsTest {
    private final Imports imports = new Imports();

    @Test
    void takesALogOfSpeedtestCli() {
        file("guidoism/speed.csv").ifPresent(log -> {
            ImportReport report = imports.run(Imports.host("home"), log);
            assertThat(report.records()).isEqualTo(16_262);
            assertThat(report.taken()).isEqualTo(16_259);
            assertThat(report.failedTests()).isEqualTo(3);
            assertThat(report.leftOut(LeftOut.Reason.ZERO_ONE_WAY)).isEqualTo(53);
            assertThat(report.skipped()).isEmpty();
            assertThat(imports.run(Imports.host("home"), log).duplicates()).isEqualTo(16_262);
        });
    }

    @Test
    void takesALogOfNamedColumnsInLocalTime() {
        file("wizardtim-brisbane/speedtests.csv").ifPresent(log -> {
            ImportReport report = imports.run(
                    imports.columns(
                            "brisbane",
                            "t=datetimestart,download=download,upload=upload,ping=ping",
                            "download=Mbit/s,upload=Mbit/s",
                            ZoneId.of("Australia/Brisbane")),
                    log);
            assertThat(report.records()).isEqualTo(23_654);
            assertThat(report.taken()).isEqualTo(23_653);
            assertThat(report.failedTests()).isEqualTo(1);
        });
    }

    @Test
    void takesALogWithErrorTextBetween() {
        file("nposbo/speedtest-log.csv").ifPresent(log -> {
            ImportReport report = imports.run(Imports.host("home"), log);
            assertThat(report.lines()).isEqualTo(2_293);
            assertThat(report.records()).isEqualTo(2_147);
            assertThat(report.taken()).isEqualTo(2_146);
            assertThat(report.failedTests()).isEqualTo(1);
            assertThat(report.skippedCount()).isEqualTo(145);
        });
    }

    @Test
    void takesLogsWithRunsOfNul() {
        String columns = "t=timestamp,server=server_name,ping=ping_ms,jitter=jitter_ms,download=download_mbps,"
                + "upload=upload_mbps,isp=result_url";
        file("bmgf/host-a.csv").ifPresent(log -> {
            ImportReport report = imports.run(imports.columns("a", columns, null, ZoneOffset.UTC), log);
            assertThat(report.records()).isEqualTo(8_239);
            assertThat(report.taken() + report.duplicates()).isEqualTo(8_239);
            assertThat(report.skipped()).isEmpty();
        });
        file("bmgf/host-b.csv").ifPresent(log -> {
            ImportReport report = imports.run(imports.columns("b", columns, null, ZoneOffset.UTC), log);
            assertThat(report.taken() + report.duplicates()).isEqualTo(6_141);
        });
    }

    @Test
    void takesALogWithoutHeaderOfWhichSomeLinesAreOnlyATime() {
        file("johannes/speedtest.csv").ifPresent(log -> {
            ImportReport report = imports.run(
                    imports.columns(
                            "home",
                            "t=1,server=2,ping=4,jitter=5,packet_loss=6,download=7,upload=8",
                            "download=B/s,upload=B/s",
                            ZoneId.of("Europe/Berlin")),
                    log);
            assertThat(report.records()).isEqualTo(4_072);
            assertThat(report.taken()).isEqualTo(3_632);
            assertThat(report.failedTests() + report.duplicates()).isEqualTo(440);
            assertThat(report.leftOut()).containsExactly(new LeftOut("packet_loss", LeftOut.Reason.NO_NUMBER, 1_334));
        });
    }

    @Test
    void takesALogOfADeclaredMetric() {
        Imports sensors = new Imports(Metrics.builtInAnd(
                List.of(new Metric("temperature", "°F", 3, 2, -1_000_000, 1_000_000, Metric.Better.NEITHER))));
        file("nab/machine_temperature_system_failure.csv").ifPresent(log -> {
            ImportReport report = sensors.run(sensors.columns("t=timestamp,temperature=value"), log);
            assertThat(report.records()).isEqualTo(22_695);
            assertThat(report.duplicates()).isEqualTo(12);
            assertThat(report.taken()).isEqualTo(22_683);
        });
    }

    private static Optional<Source> file(String name) {
        String property = System.getProperty("stillframe.data");
        List<Path> places = property != null
                ? List.of(Path.of(property))
                : List.of(Path.of("..", "..", "shared", "data"), Path.of("..", "shared", "data"));
        for (Path place : places) {
            Path file = place.resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(new Source(name, () -> Files.newInputStream(file)));
            }
        }
        System.out.println("NOT CHECKED: the real log " + name + " is not in " + places
                + "; name its folder with -Dstillframe.data=DIR");
        return Optional.empty();
    }
}
