package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerTest {
    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final Scope HOME = Scope.host("home");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(NOW);
    private final List<BuildOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    private OpenFolder open;
    private Scheduler scheduler;

    @BeforeEach
    void open() {
        open = OpenFolder.at(folder, clock);
        scheduler = newScheduler();
    }

    private Scheduler newScheduler() {
        return new Scheduler(open.edition(), clock, 2, outcomes::add);
    }

    @AfterEach
    void close() {
        scheduler.close();
        open.close();
    }

    private void append(String host, long t, long download) {
        open.edition().samples().append(List.of(Sample.of(host, t, download)), "test");
    }

    /** Ticks, and answers what happened, {@code all} first. */
    private List<BuildOutcome> tick() throws InterruptedException {
        outcomes.clear();
        scheduler.tick();
        List<BuildOutcome> sorted = new ArrayList<>(outcomes);
        sorted.sort((a, b) -> a.scope().compareTo(b.scope()));
        return sorted;
    }

    private static List<Scope> built(List<BuildOutcome> outcomes) {
        return outcomes.stream()
                .filter(o -> o instanceof BuildOutcome.Built)
                .map(BuildOutcome::scope)
                .toList();
    }

    private long samples(Scope scope, Window window) {
        return open.meta(OpenFolder.id(scope, window)).samples();
    }

    @Test
    void everyWindowIsBuiltOnItsCadence() throws InterruptedException {
        append("home", NOW, 1);
        tick();
        Map<Window, Integer> built = new HashMap<>();
        Map<Window, Long> last = new HashMap<>();
        for (Window window : Window.ALL) {
            last.put(window, open.meta(OpenFolder.id(HOME, window)).generatedAt());
        }
        for (int second = 10; second <= 1800; second += 10) {
            clock.set(NOW + second * 1000L);
            append("home", clock.millis(), second);
            tick();
            for (Window window : Window.ALL) {
                Meta meta = open.meta(OpenFolder.id(HOME, window));
                assertThat(clock.millis() - meta.generatedAt()).isLessThan(window.cadenceMillis());
                if (last.put(window, meta.generatedAt()) != meta.generatedAt()) {
                    built.merge(window, 1, Integer::sum);
                }
            }
        }
        assertThat(built)
                .isEqualTo(Map.of(
                        Window.H1, 30, Window.H10, 30, Window.D1, 15, Window.D10, 6, Window.M3, 2, Window.M12, 2));
        open.assertRight();
    }

    @Test
    void whatDoesNotChangeIsKeptFreshWithoutNewBytes() throws InterruptedException {
        append("home", NOW - 30 * DAY, 1);
        tick();
        String version = open.meta(OpenFolder.id(HOME, Window.M12)).versionId();
        for (int minute = 1; minute <= 120; minute++) {
            clock.set(NOW + minute * MINUTE);
            for (BuildOutcome outcome : tick()) {
                if (outcome instanceof BuildOutcome.Built b) {
                    assertThat(b.written()).isZero();
                }
            }
            for (SnapshotId id : SnapshotId.of(HOME)) {
                assertThat(open.meta(id).expiresAt()).as("%s stays fresh", id).isGreaterThan(clock.millis() + MINUTE);
            }
        }
        assertThat(open.meta(OpenFolder.id(HOME, Window.M12)).versionId()).isEqualTo(version);
        open.assertRight();
    }

    @Test
    void betweenTwoCadencesNothingIsBuilt() throws InterruptedException {
        append("home", NOW, 1);
        assertThat(built(tick())).containsExactly(Scope.ALL, HOME);
        append("home", NOW - 1, 2);
        clock.advance(59_999);
        assertThat(tick()).isEmpty();
        clock.advance(1);
        assertThat(built(tick())).containsExactly(Scope.ALL, HOME);
    }

    @Test
    void aNewHostIsBuiltAtOnce() throws InterruptedException {
        append("home", NOW, 1);
        tick();
        append("cabin", NOW, 2);
        assertThat(built(tick())).containsExactly(Scope.ALL, Scope.host("cabin"));
        assertThat(samples(Scope.host("cabin"), Window.M12)).isOne();
        assertThat(samples(Scope.ALL, Window.M12)).isEqualTo(2);
        assertThat(listOfHosts()).contains("\"cabin\"").contains("\"home\"");
        open.assertRight();
    }

    private String listOfHosts() {
        return new String(open.files().read("hosts.json").orElseThrow().object().body(), StandardCharsets.UTF_8);
    }

    @Test
    void anImportIsBuiltInAllWindowsAsSoonAsItIsOver() throws InterruptedException {
        append("home", NOW, 1);
        tick();
        ImportLog imports = open.edition().imports();
        long id = imports.begin("log.csv", NOW);
        importDays(id, 100);
        assertThat(tick()).as("while it runs").isEmpty();
        imports.finish(id, 100, NOW);
        assertThat(built(tick())).containsExactly(Scope.ALL, HOME);
        assertThat(samples(HOME, Window.M12)).isEqualTo(101);
        assertThat(samples(Scope.ALL, Window.M12)).isEqualTo(101);
        assertThat(tick()).isEmpty();
        open.assertRight();
    }

    private void importDays(long id, int days) {
        open.edition()
                .samples()
                .append(new Samples(7).steady("home", NOW - days * DAY, NOW - MINUTE, DAY), ImportLog.origin(id));
    }

    @Test
    void anImportWhoseSamplesWereBuiltInPartBeforeItWasOverIsBuiltWhole() throws InterruptedException {
        append("home", NOW, 1);
        tick();
        long id = open.edition().imports().begin("log.csv", NOW);
        importDays(id, 100);
        clock.advance(MINUTE);
        append("home", clock.millis(), 2);
        assertThat(built(tick())).as("the short windows, on their cadence").containsExactly(Scope.ALL, HOME);
        assertThat(samples(HOME, Window.M12)).isOne();
        open.edition().imports().finish(id, 100, clock.millis());
        assertThat(built(tick())).containsExactly(Scope.ALL, HOME);
        assertThat(samples(HOME, Window.M12)).isEqualTo(102);
    }

    @Test
    void anImportThatIsTakenBackIsGoneFromAllWindowsAtOnce() throws InterruptedException {
        append("home", NOW, 1);
        ImportLog imports = open.edition().imports();
        long id = imports.begin("log.csv", NOW);
        importDays(id, 100);
        imports.finish(id, 100, NOW);
        tick();
        assertThat(samples(HOME, Window.M12)).isEqualTo(101);
        imports.undone(id, NOW);
        tick();
        open.edition().samples().withdraw(ImportLog.origin(id));
        assertThat(built(tick())).containsExactly(Scope.ALL, HOME);
        assertThat(samples(HOME, Window.M12)).isOne();
        assertThat(samples(Scope.ALL, Window.M12)).isOne();
        open.assertRight();
    }

    @Test
    void aQuarantineIsBuiltAtOnceInAllWindows() throws InterruptedException {
        append("home", NOW, 1);
        append("office", NOW, 1);
        List<Sample> stolen = new ArrayList<>();
        for (int day = 1; day <= 100; day++) {
            stolen.add(Sample.of("home", NOW - day * DAY, 999));
        }
        open.edition().samples().append(stolen, "token:k3v9");
        tick();
        assertThat(samples(HOME, Window.M12)).isEqualTo(101);
        clock.advance(1_000);
        try (OpenFolder other = OpenFolder.at(folder, clock)) {
            assertThat(other.edition().samples().quarantine("token:k3v9")).isEqualTo(100);
        }
        assertThat(built(tick())).containsExactly(Scope.ALL, HOME);
        assertThat(samples(HOME, Window.M12)).isOne();
        assertThat(samples(Scope.ALL, Window.M12)).isEqualTo(2);
        open.assertRight();
        assertThat(tick()).isEmpty();
    }

    @Test
    void whatIsSetAsideAndRestoredIsInAllWindowsAtOnce() throws InterruptedException {
        append("home", NOW, 1);
        append("home", NOW - 20 * DAY, 2);
        tick();
        clock.advance(1_000);
        try (OpenFolder other = OpenFolder.at(folder, clock)) {
            other.edition().samples().setAside("home", List.of(NOW - 20 * DAY), "dedupe");
        }
        assertThat(built(tick())).containsExactly(Scope.ALL, HOME);
        assertThat(samples(HOME, Window.M12)).isOne();
        open.assertRight();
        assertThat(tick()).isEmpty();

        clock.advance(1_000);
        open.edition().samples().restore("home", List.of(NOW - 20 * DAY));
        assertThat(built(tick())).containsExactly(Scope.ALL, HOME);
        assertThat(samples(HOME, Window.M12)).isEqualTo(2);
        assertThat(samples(Scope.ALL, Window.M12)).isEqualTo(2);
        open.assertRight();
    }

    @Test
    void whatWasImportedWhileNothingRanIsBuiltAtTheStart() throws InterruptedException {
        append("home", NOW, 1);
        tick();
        scheduler.close();
        long id = open.edition().imports().begin("log.csv", NOW);
        importDays(id, 100);
        open.edition().imports().finish(id, 100, NOW);
        scheduler = newScheduler();
        assertThat(built(tick())).containsExactly(Scope.ALL, HOME);
        assertThat(samples(HOME, Window.M12)).isEqualTo(101);
    }

    @Test
    void aBuildThatFailedIsSaidAndTriedAgainAfterAWhile() throws Exception {
        append("home", NOW, 1);
        tick();
        String before = open.payload(OpenFolder.id(HOME, Window.H1));
        Path versions = open.edition().folder().versions().resolve("home");
        Path aside = folder.resolve("aside");
        Files.move(versions, aside);
        Files.createFile(versions);

        clock.advance(MINUTE);
        append("home", clock.millis(), 2);
        List<BuildOutcome> failed = tick();
        assertThat(failed.getFirst()).as("other scopes go on").isInstanceOf(BuildOutcome.Built.class);
        assertThat(failed.getLast()).isInstanceOf(BuildOutcome.Failed.class);
        assertThat(open.payload(OpenFolder.id(HOME, Window.H1))).isEqualTo(before);
        Meta.Stale stale = open.meta(OpenFolder.id(HOME, Window.H1)).stale();
        assertThat(stale).isEqualTo(new Meta.Stale(clock.millis(), Meta.Stale.BUILD_FAILED));
        assertThat(open.manifest(HOME).anyStale()).isTrue();
        assertThat(scheduler.health())
                .filteredOn(h -> h.scope().equals(HOME))
                .singleElement()
                .satisfies(h -> {
                    assertThat(h.builtAt()).isEqualTo(NOW);
                    assertThat(h.failure()).isNotEmpty();
                });

        Files.delete(versions);
        Files.move(aside, versions);
        clock.advance(Duration.ofSeconds(14));
        assertThat(tick()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(built(tick())).containsExactly(HOME);
        assertThat(samples(HOME, Window.H1)).isEqualTo(2);
        assertThat(scheduler.health()).allSatisfy(h -> assertThat(h.failure()).isEmpty());
        open.assertRight();
    }

    @Test
    void aDamagedFileThatAReaderMetIsRepairedInTheNextRound() throws Exception {
        append("home", NOW, 1);
        tick();
        Files.writeString(open.path(OpenFolder.id(HOME, Window.M3).key()), "something else");
        assertThat(tick()).as("nobody has met it yet").isEmpty();
        scheduler.want(HOME);
        assertThat(built(tick())).containsExactly(HOME);
        open.assertRight();
        scheduler.want(HOME);
        assertThat(tick()).containsExactly(new BuildOutcome.Unchanged(HOME));
    }

    @Test
    void damageIsFoundAtTheStart() throws Exception {
        append("home", NOW, 1);
        tick();
        scheduler.close();
        Files.delete(open.path("host=home/manifest.json"));
        Files.delete(open.path("hosts.json"));
        Files.delete(open.path("config.json"));
        scheduler = newScheduler();
        assertThat(tick()).hasSize(2).element(1).isInstanceOf(BuildOutcome.Built.class);
        open.assertRight();
        assertThat(listOfHosts()).contains("\"home\"");
        assertThat(open.files().read("config.json")).isPresent();
    }

    @Test
    void atTheStartWhatIsWholeIsLeftAsItIs() throws InterruptedException {
        append("home", NOW, 1);
        tick();
        scheduler.close();
        scheduler = newScheduler();
        assertThat(tick()).containsExactly(new BuildOutcome.Unchanged(Scope.ALL), new BuildOutcome.Unchanged(HOME));
    }

    @Test
    void aClockThatIsSetFarBackIsFollowedAtOnce() throws InterruptedException {
        append("home", NOW - 5 * DAY, 1);
        tick();
        clock.set(NOW - 3 * DAY);
        assertThat(built(tick())).containsExactly(Scope.ALL, HOME);
        assertThat(open.meta(OpenFolder.id(HOME, Window.D10)).generatedAt()).isEqualTo(clock.millis());
        open.assertRight();
        clock.advance(MINUTE);
        append("home", clock.millis(), 1);
        assertThat(built(tick())).as("it goes on from there").containsExactly(Scope.ALL, HOME);
        assertThat(samples(HOME, Window.H1)).isOne();
        open.assertRight();
    }

    @Test
    void aClockThatIsSetBackALittleChangesNothing() throws InterruptedException {
        append("home", NOW, 1);
        tick();
        clock.advance(-MINUTE);
        tick();
        assertThat(open.meta(OpenFolder.id(HOME, Window.H1)).generatedAt()).isEqualTo(NOW);
        clock.advance(2 * MINUTE);
        append("home", clock.millis(), 2);
        assertThat(built(tick())).containsExactly(Scope.ALL, HOME);
        open.assertRight();
    }

    @Test
    void aSleepOfWeeksIsFollowedByOneBuild() throws InterruptedException {
        append("home", NOW, 1);
        tick();
        clock.advance(21 * DAY);
        assertThat(built(tick())).containsExactly(Scope.ALL, HOME);
        assertThat(samples(HOME, Window.D10)).isZero();
        assertThat(samples(HOME, Window.M3)).isOne();
        open.assertRight();
        assertThat(tick()).isEmpty();
    }
}
