package dev.stillframe.standalone.full;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.ingest.Columns;
import dev.stillframe.core.ingest.ImportException;
import dev.stillframe.core.ingest.ImportSettings;
import dev.stillframe.core.ingest.Importer;
import dev.stillframe.core.ingest.ProgressListener;
import dev.stillframe.core.ingest.Source;
import dev.stillframe.core.ingest.Units;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.LastBuild;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.build.ReaderThread;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.Samples;
import dev.stillframe.testkit.soak.Witness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small real disk that fills up: a tmpfs, which only root may mount. SQLite alone keeps up to 4 MB in its log. */
class DiskFullTest {
    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final Scope HOME = Scope.host("home");
    private static final List<Scope> SCOPES = List.of(Scope.ALL, HOME);

    @TempDir
    Path disk;

    private final ManualClock clock = new ManualClock(NOW);
    private final Set<Long> acknowledged = new HashSet<>();
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        String problem = run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString());
        mounted = problem.isEmpty();
        if (!mounted) {
            System.out.println("DiskFullTest is NOT run: a small disk cannot be mounted here: " + problem.strip());
            Assumptions.abort("no small disk");
        }
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isEmpty();
        }
    }

    /** What a command says; empty when it succeeded. */
    private static String run(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : said.isEmpty() ? "it failed" : said;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Edition open() {
        return Edition.open(new DataFolder(disk.resolve("data")), Settings.DEFAULT, clock);
    }

    private Path ballast() {
        return disk.resolve("ballast");
    }

    /** Fills the disk until so many bytes, in pages of 4 kB, are left. */
    private void leave(long free) throws IOException {
        long most = disk.toFile().getUsableSpace() - free;
        byte[] page = new byte[4096];
        try (var out = Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (long written = 0; written + page.length <= most; written += page.length) {
                out.write(page);
            }
        }
    }

    private void makeRoom() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private boolean append(Edition edition, List<Sample> samples) {
        try {
            edition.samples().append(samples, "test");
            samples.forEach(s -> acknowledged.add(s.t()));
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    private void assertNothingAcknowledgedIsLost(Edition edition) {
        Set<Long> stored = new HashSet<>();
        for (LogEntry entry :
                edition.samples().readAfter(HOME, Position.NONE, 1_000_000).entries()) {
            assertThat(stored.add(((LogEntry.Arrived) entry).sample().t())).isTrue();
        }
        assertThat(stored).containsAll(acknowledged);
    }

    private void assertRight(Edition edition) {
        for (Scope scope : SCOPES) {
            assertThat(edition.verifier().verify(scope).differences()).isEmpty();
            for (SnapshotId id : SnapshotId.of(scope)) {
                assertThat(meta(edition, id).stale()).isNull();
            }
        }
    }

    private static Meta meta(Edition edition, SnapshotId id) {
        return Meta.parse(
                id,
                edition.ports()
                        .snapshots()
                        .read(id.metaKey())
                        .orElseThrow()
                        .object()
                        .body());
    }

    private static void build(Edition edition, BuildMode mode) {
        for (Scope scope : SCOPES) {
            switch (edition.builder().build(scope, mode)) {
                case BuildOutcome.Built built -> {}
                case BuildOutcome.Unchanged unchanged -> {}
                case BuildOutcome.Busy busy ->
                    throw new AssertionError("a build that is over holds the lease: " + busy);
                case BuildOutcome.Superseded other -> throw new AssertionError("nobody else builds: " + other);
                case BuildOutcome.Failed failed -> throw new AssertionError(failed.reason(), failed.cause());
            }
        }
    }

    @Test
    void howeverLittleRoomIsLeftABuildIsWholeOrChangesNothingAndTheNextOnePutsAllRight() throws Exception {
        try (Edition edition = open()) {
            append(edition, new Samples(3).steady("home", NOW - 90 * 24 * 60 * MINUTE, NOW, 240 * MINUTE));
            build(edition, BuildMode.ALL);
            int failed = 0;
            int marked = 0;
            int built = 0;
            try (ReaderThread reader = new ReaderThread(disk.resolve("data"), clock, SCOPES)) {
                for (int free = 0; free <= 400; free += 16) {
                    clock.advance(MINUTE);
                    append(edition, List.of(Sample.of("home", clock.millis(), free)));
                    leave(free * 1024L);
                    for (Scope scope : SCOPES) {
                        long before = LastBuild.of(edition.ports().checkpoints(), scope)
                                .orElseThrow()
                                .build();
                        switch (edition.builder().build(scope, BuildMode.ALL)) {
                            case BuildOutcome.Built b -> built++;
                            case BuildOutcome.Failed f -> {
                                failed++;
                                marked += says(edition, scope, before) ? 1 : 0;
                            }
                            case BuildOutcome other -> throw new AssertionError(other.toString());
                        }
                    }
                    makeRoom();
                    clock.advance(1_000);
                    build(edition, BuildMode.DUE);
                    assertRight(edition);
                    assertNothingAcknowledgedIsLost(edition);
                }
                Witness.Report seen = reader.end();
                System.out.printf(
                        "of %d builds on a nearly full disk %d were published, %d failed (%d of them marked stale); the"
                                + " reader saw %s%n",
                        built + failed, built, failed, marked, seen);
                assertThat(built).isPositive();
                assertThat(failed).isPositive();
            }
        }
    }

    /** Whether the failure is said by a mark; where it is not, the expiry will say it, since nothing was renewed. */
    private static boolean says(Edition edition, Scope scope, long before) {
        SnapshotId id = SnapshotId.of(scope).getFirst();
        boolean marked = meta(edition, id).stale() != null;
        assertThat(marked || meta(edition, id).build() <= before + 1).isTrue();
        return marked;
    }

    @Test
    void samplesThatDoNotFitAreRefusedWholeAndThoseAcknowledgedStay() throws Exception {
        try (Edition edition = open()) {
            append(edition, new Samples(4).steady("home", NOW - 600 * MINUTE, NOW, MINUTE));
            build(edition, BuildMode.ALL);
            leave(100_000);
            int refused = 0;
            int taken = 0;
            for (int i = 1; refused < 20; i++) {
                long first = NOW - (i + 1) * 100_000_000L;
                List<Sample> batch = new Samples(i).steady("home", first, first + 50 * MINUTE, MINUTE);
                if (append(edition, batch)) {
                    taken++;
                } else {
                    refused++;
                }
            }
            assertThat(taken).isPositive();
            assertNothingAcknowledgedIsLost(edition);
            assertThat(edition.samples()
                            .readAfter(HOME, Position.NONE, 1_000_000)
                            .entries())
                    .hasSize(acknowledged.size());
            makeRoom();
            assertThat(append(edition, List.of(Sample.of("home", NOW + 1, 1)))).isTrue();
            clock.advance(MINUTE);
            build(edition, BuildMode.ALL);
            assertRight(edition);
        }
    }

    @Test
    void anImportThatDoesNotFitSaysSoAndIsCompletedByTheSameAgain() throws Exception {
        StringBuilder csv = new StringBuilder("when,down\n");
        for (int i = 0; i < 60_000; i++) {
            csv.append(Instant.ofEpochMilli(NOW - (i + 1) * MINUTE))
                    .append(",")
                    .append(i % 100)
                    .append('\n');
        }
        byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        Metrics metrics = Metrics.BUILT_IN;
        ImportSettings settings =
                new ImportSettings("home", ZoneOffset.UTC, Columns.parse("t=when,download=down", metrics), Units.OWN);
        List<Source> sources = List.of(new Source("big.csv", () -> new ByteArrayInputStream(bytes)));
        try (Edition edition = open()) {
            Importer importer = new Importer(edition.samples(), edition.imports(), metrics, clock);
            append(edition, List.of(Sample.of("home", NOW, 1)));
            build(edition, BuildMode.ALL);
            leave(2_000_000);
            try (ReaderThread reader = new ReaderThread(disk.resolve("data"), clock, SCOPES)) {
                ImportException stopped = assertThrows(
                        ImportException.class, () -> importer.run(sources, settings, ProgressListener.NONE));
                assertThat(stopped).hasMessageContaining("import 1 stopped after");
                assertNothingAcknowledgedIsLost(edition);
                reader.end();
            }
            makeRoom();
            importer.run(sources, settings, ProgressListener.NONE);
            assertThat(edition.samples()
                            .readAfter(HOME, Position.NONE, 1_000_000)
                            .entries())
                    .hasSize(60_001);
            build(edition, BuildMode.ALL);
            assertRight(edition);
        }
    }

    @Test
    void aFolderThatIsOpenedOnAFullDiskIsNotHarmed() throws Exception {
        try (Edition edition = open()) {
            append(edition, new Samples(4).steady("home", NOW - 600 * MINUTE, NOW, MINUTE));
            build(edition, BuildMode.ALL);
        }
        for (long free : new long[] {0, 8_192, 40_960}) {
            leave(free);
            try (Edition edition = open()) {
                assertNothingAcknowledgedIsLost(edition);
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining("stillframe.db");
            }
            makeRoom();
            clock.advance(1_000);
            try (Edition edition = open()) {
                assertNothingAcknowledgedIsLost(edition);
                build(edition, BuildMode.DUE);
                assertRight(edition);
            }
        }
    }
}
