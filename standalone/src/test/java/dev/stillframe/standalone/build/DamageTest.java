package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.standalone.kill.OpenedEdition;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.Samples;
import dev.stillframe.testkit.soak.Kills;
import dev.stillframe.testkit.soak.Witness;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files changed behind the product's back, while somebody reads: no reader notices, whether it has read before or has just
 * begun, and the next build, though nothing else is due, puts all right.
 */
class DamageTest {
    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
    private static final long DAY = 24 * 3_600_000L;
    private static final Scope HOME = Scope.host("home");
    private static final List<Scope> SCOPES = List.of(Scope.ALL, HOME);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(NOW);

    @FunctionalInterface
    private interface Damage {
        void on(OpenFolder open) throws IOException;
    }

    /** What is lost: of each object there are two copies, and only with both a reader who has just begun has nothing to read. */
    private enum Lost {
        FILES,
        VERSIONS,
        BOTH
    }

    /** Does damage to a folder of three builds while a reader reads, and sees it survived. */
    private void survives(Lost lost, Damage damage) throws Exception {
        Path data = folder.resolve("data");
        try (OpenFolder open = OpenFolder.at(data, clock)) {
            open.edition().samples().append(new Samples(5).steady("home", NOW - 30 * DAY, NOW, DAY / 12), "history");
            for (int i = 0; i < 3; i++) {
                clock.advance(60_000);
                open.edition().samples().append(List.of(Sample.of("home", clock.millis(), i)), "new");
                open.buildAll(BuildMode.ALL);
                if (i == 0) {
                    copy(open.edition().folder().publicFiles(), folder.resolve("older"));
                }
            }
            try (ReaderThread reader = new ReaderThread(data, clock, SCOPES)) {
                Witness before = newReader(data, null);
                damage.on(open);
                if (lost != Lost.BOTH) {
                    newReader(data, before);
                }
                clock.advance(1_000);
                open.buildAll(BuildMode.DUE);
                open.assertRight();
                newReader(data, before);
                assertThat(lost == Lost.FILES ? reader.end() : reader.endWithVersionsLost())
                        .satisfies(report -> assertThat(report.requests()).isPositive());
            }
        }
    }

    /** Looks at everything as a process that has just been started. */
    private Witness newReader(Path data, @org.jspecify.annotations.Nullable Witness before) throws IOException {
        try (OpenedEdition product = (OpenedEdition) OpenedEdition.open(data, clock, what -> {})) {
            Witness witness = Witness.of(Kills.files(product));
            if (before != null) {
                witness.expectAsMuchAs(before);
            }
            for (Scope scope : SCOPES) {
                witness.look(scope);
            }
            assertThat(witness.report()).matches(Witness.Report::clean);
            return witness;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.forEach(all::add);
        }
        for (Path path : all.reversed()) {
            Files.delete(path);
        }
    }

    /** One key of each kind. */
    private static List<String> someKeys() {
        SnapshotId hour = OpenFolder.id(Scope.ALL, Window.H1);
        SnapshotId year = OpenFolder.id(HOME, Window.M12);
        return List.of(
                hour.key(), hour.metaKey(), Manifest.key(Scope.ALL), year.key(), year.metaKey(), Manifest.key(HOME));
    }

    private static void truncate(Path file, long size) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(size);
        }
    }

    private static void zero(Path file, long from, int length) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(from);
            open.write(new byte[length]);
        }
    }

    @Test
    void filesCutOff() throws Exception {
        survives(Lost.FILES, open -> {
            for (String key : someKeys()) {
                truncate(open.path(key), Files.size(open.path(key)) / 2);
            }
        });
    }

    @Test
    void filesCutOffToNothing() throws Exception {
        survives(Lost.FILES, open -> {
            for (String key : someKeys()) {
                truncate(open.path(key), 0);
            }
        });
    }

    @Test
    void filesOfTheSameSizeFullOfZeros() throws Exception {
        survives(Lost.FILES, open -> {
            for (String key : someKeys()) {
                zero(open.path(key), 0, (int) Files.size(open.path(key)));
            }
        });
    }

    @Test
    void aSingleByteThatIsAnother() throws Exception {
        survives(Lost.FILES, open -> {
            for (String key : someKeys()) {
                zero(open.path(key), Files.size(open.path(key)) / 2, 1);
            }
        });
    }

    @Test
    void filesSwappedForOneAnother() throws Exception {
        survives(Lost.FILES, open -> {
            for (int i = 0; i < 3; i++) {
                Path one = open.path(someKeys().get(i));
                Path other = open.path(someKeys().get(i + 3));
                Path aside = folder.resolve("aside");
                Files.move(one, aside);
                Files.move(other, one);
                Files.move(aside, other);
            }
        });
    }

    @Test
    void filesOfAnOlderBuild() throws Exception {
        survives(
                Lost.FILES,
                open -> copy(folder.resolve("older"), open.edition().folder().publicFiles()));
    }

    @Test
    void filesDeleted() throws Exception {
        survives(Lost.FILES, open -> {
            for (String key : someKeys()) {
                Files.delete(open.path(key));
            }
        });
    }

    @Test
    void thePublicFolderDeleted() throws Exception {
        survives(Lost.FILES, open -> deleteAll(open.edition().folder().publicFiles()));
    }

    @Test
    void theTemporaryFolderDeleted() throws Exception {
        survives(Lost.FILES, open -> {
            deleteAll(open.edition().folder().temporary());
            Files.delete(open.path(someKeys().getFirst()));
        });
    }

    @Test
    void aCurrentVersionDamaged() throws Exception {
        survives(Lost.VERSIONS, open -> {
            for (Path pack : files(open.edition().folder().versions())) {
                zero(pack, Files.size(pack) / 2, 200);
            }
        });
    }

    @Test
    void currentVersionsCutOff() throws Exception {
        survives(Lost.VERSIONS, open -> {
            for (Path pack : files(open.edition().folder().versions())) {
                truncate(pack, 100);
            }
        });
    }

    @Test
    void allVersionsDeleted() throws Exception {
        survives(Lost.VERSIONS, open -> deleteAll(open.edition().folder().versions()));
    }

    @Test
    void everythingThatIsDerivedDeleted() throws Exception {
        // A reader that has just begun has nothing to serve before the build; one that has read before does not notice.
        survives(Lost.BOTH, open -> {
            deleteAll(open.edition().folder().publicFiles());
            deleteAll(open.edition().folder().versions());
        });
    }

    @Test
    void filesDamagedAgainAndAgainWhileBuildsGoOn() throws Exception {
        Path data = folder.resolve("data");
        try (OpenFolder open = OpenFolder.at(data, clock)) {
            open.edition().samples().append(new Samples(6).steady("home", NOW - DAY, NOW, DAY / 48), "history");
            open.buildAll(BuildMode.ALL);
            List<String> keys = new ArrayList<>(OpenFolder.keys(Scope.ALL));
            keys.addAll(OpenFolder.keys(HOME));
            try (ReaderThread reader = new ReaderThread(data, clock, SCOPES)) {
                for (int i = 0; i < 20; i++) {
                    Path file = open.path(keys.get(i * 37 % keys.size()));
                    switch (i % 4) {
                        case 0 -> Files.delete(file);
                        case 1 -> truncate(file, Files.size(file) - 1);
                        case 2 -> zero(file, 0, 20);
                        default ->
                            Files.copy(
                                    open.path(keys.get(i * 11 % keys.size())),
                                    file,
                                    StandardCopyOption.REPLACE_EXISTING);
                    }
                    clock.advance(i % 3 == 0 ? 61_000 : 1_000);
                    open.edition().samples().append(List.of(Sample.of("home", clock.millis(), i)), "new");
                    open.buildAll(BuildMode.DUE);
                }
                open.assertRight();
                System.out.println("damaged 20 files between builds; the reader saw " + reader.end());
            }
        }
    }
}
