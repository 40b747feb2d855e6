package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.ingest.Columns;
import dev.stillframe.core.ingest.ImportReport;
import dev.stillframe.core.ingest.ImportSettings;
import dev.stillframe.core.ingest.Importer;
import dev.stillframe.core.ingest.LeftOut;
import dev.stillframe.core.ingest.ProgressListener;
import dev.stillframe.core.ingest.Source;
import dev.stillframe.core.ingest.Units;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real measurements, which the repository does not hold: in {@code ../shared/data} beside it, or where the system property
 * {@code stillframe.data} says. Imported whole, in pieces with builds in between, and backwards.
 */
class RealLogsTest {
    private static final Path DATA = Path.of(System.getProperty("stillframe.data", "../../shared/data"));

    @TempDir
    Path folder;

    @BeforeEach
    void needsTheLogs() {
        if (!Files.isDirectory(DATA)) {
            System.out.println("RealLogsTest is NOT run: there are no real logs at "
                    + DATA.toAbsolutePath().normalize() + " (-Dstillframe.data=FOLDER names another place)");
            Assumptions.abort("no real logs");
        }
    }

    private ImportReport take(
            OpenFolder open, String file, @Nullable String host, String zone, @Nullable String columns, String units) {
        Path path = DATA.resolve(file);
        Metrics metrics = Metrics.BUILT_IN;
        ImportSettings settings = new ImportSettings(
                host,
                ZoneId.of(zone),
                columns == null ? null : Columns.parse(columns, metrics),
                units.isEmpty() ? Units.OWN : Units.parse(units, metrics));
        return new Importer(open.edition().samples(), open.edition().imports(), metrics, open.clock())
                .run(List.of(new Source(file, () -> Files.newInputStream(path))), settings, ProgressListener.NONE);
    }

    /** Every sample of an edition, in the order of arrival. */
    private static List<Sample> log(OpenFolder open) {
        List<Sample> samples = new ArrayList<>();
        open.edition()
                .samples()
                .readAfter(Scope.ALL, Position.NONE, Integer.MAX_VALUE)
                .entries()
                .forEach(entry -> samples.add(((LogEntry.Arrived) entry).sample()));
        return samples;
    }

    private void agreeInEveryOrder(List<Sample> samples, List<Scope> scopes, long now) {
        Orders orders = new Orders(samples, scopes, now);
        Map<String, String> expected = orders.inMemory();
        assertThat(orders.whole(folder.resolve("whole"))).isEqualTo(expected);
        assertThat(orders.inPieces(folder.resolve("pieces"), 12)).isEqualTo(expected);
        assertThat(orders.backwards(folder.resolve("backwards"), 7)).isEqualTo(expected);
        System.out.printf(
                "%d real samples of %s: whole, in 12 pieces and backwards give the same %d payloads%n",
                samples.size(), scopes.getLast(), expected.size());
    }

    @Test
    void aLogOfSpeedtestCli() {
        ManualClock clock = new ManualClock(Instant.parse("2021-04-08T12:00:00Z"));
        try (OpenFolder open = OpenFolder.at(folder.resolve("import"), clock)) {
            ImportReport report = take(open, "guidoism/speed.csv", "indiana", "UTC", null, "");
            assertThat(report.records()).isEqualTo(16_262);
            assertThat(report.taken()).isEqualTo(16_259);
            assertThat(report.failedTests()).isEqualTo(3);
            assertThat(report.leftOut(LeftOut.Reason.ZERO_ONE_WAY)).isEqualTo(53);
            open.buildAll(BuildMode.ALL);
            open.assertRight();
            agreeInEveryOrder(log(open), List.of(Scope.ALL, Scope.host("indiana")), clock.millis());
        }
    }

    @Test
    void aLogWithNamedColumnsInLocalTime() {
        ManualClock clock = new ManualClock(Instant.parse("2019-04-03T20:00:00Z"));
        try (OpenFolder open = OpenFolder.at(folder.resolve("import"), clock)) {
            ImportReport report = take(
                    open,
                    "wizardtim-brisbane/speedtests.csv",
                    "brisbane",
                    "Australia/Brisbane",
                    "t=datetimestart,download=download,upload=upload,ping=ping",
                    "download=Mbit/s,upload=Mbit/s");
            assertThat(report.records()).isEqualTo(23_654);
            assertThat(report.taken()).isEqualTo(23_653);
            assertThat(report.failedTests()).isEqualTo(1);
            open.buildAll(BuildMode.ALL);
            open.assertRight();
            SnapshotId year = new SnapshotId(Scope.host("brisbane"), Window.M12, Granularity.ALL.getLast());
            assertThat(open.meta(year).samples()).isEqualTo(17_222);
            agreeInEveryOrder(log(open), List.of(Scope.ALL, Scope.host("brisbane")), clock.millis());
        }
    }

    @Test
    void twoHostsThatOverlap() {
        ManualClock clock = new ManualClock(Instant.parse("2026-02-02T00:00:00Z"));
        try (OpenFolder open = OpenFolder.at(folder.resolve("import"), clock)) {
            String columns = "t=timestamp,download=download_mbps,upload=upload_mbps,ping=ping_ms,jitter=jitter_ms,"
                    + "isp=result_url,server=server_name";
            for (String host : List.of("host-a", "host-b")) {
                assertThat(take(open, "bmgf/" + host + ".csv", host, "UTC", columns, "")
                                .taken())
                        .isGreaterThan(6_000);
            }
            open.buildAll(BuildMode.ALL);
            open.assertRight();
            agreeInEveryOrder(
                    log(open), List.of(Scope.ALL, Scope.host("host-a"), Scope.host("host-b")), clock.millis());
        }
    }
}
