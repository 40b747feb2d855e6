package dev.stillframe.cli.page;

import dev.stillframe.cli.demo.DemoSource;
import dev.stillframe.core.model.Sample;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.settings.SettingsFile;
import dev.stillframe.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Data folders of the three hosts of the demonstration, as of {@link #NOW}; filled once, and copied for who changes them. */
final class World {
    /** When it is: nine o'clock and a quarter in Berlin, on a Monday in winter. */
    static final Instant NOW = Instant.parse("2025-12-29T08:15:00Z");

    /** What the page says above everything. */
    static final String NOTICE = "Simulated data";

    static final String HOME = "home-fibre";
    static final String OFFICE = "office-cable";
    static final String CABIN = "cabin-lte";

    private static final long SEED = 20_250_101;
    private static final int BATCH = 20_000;
    private static final Path HERE = Path.of("target", "page-worlds");

    static {
        delete(HERE); // An earlier version of the program may have filled it.
    }

    private World() {}

    /** How a folder differs from another. */
    record Kind(String name, Duration past, String settings) {
        /** A quarter of a year. */
        static final Kind QUARTER = new Kind("quarter", Duration.ofDays(95), settings(""));
        /** Two days, of which copies are cheap. */
        static final Kind SMALL = new Kind("small", Duration.ofDays(2), settings(""));
        /** Two days of hosts that are seldom built while nobody looks. */
        static final Kind RESTING = new Kind("resting", Duration.ofDays(2), settings("rest: 6h\n"));

        static String settings(String more) {
            return "zone: Europe/Berlin\nnotice: " + NOTICE
                    + "\npromised:\n  home-fibre:\n    download: 800\n    upload: 400\n"
                    + "  office-cable:\n    download: 250\n    upload: 40\n" + more;
        }
    }

    /** A folder of a kind, built and closed, that nobody must change. */
    static synchronized Path shared(Kind kind) {
        Path folder = HERE.resolve(kind.name());
        if (!Files.exists(folder.resolve("ready"))) {
            delete(folder);
            fill(folder, kind);
        }
        return folder;
    }

    /** A copy of a folder of a kind. */
    static Path copy(Kind kind, Path into) {
        Path from = shared(kind);
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path to = into.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return into;
    }

    private static void fill(Path folder, Kind kind) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("stillframe.yaml"), kind.settings());
            try (Served served = Served.at(folder, new ManualClock(NOW))) {
                add(served.edition(), NOW.minus(kind.past()), NOW);
                served.build();
            }
            Files.createFile(folder.resolve("ready"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes in what the hosts measure in a stretch of time. */
    static void add(Edition edition, Instant from, Instant to) {
        List<Sample> batch = new ArrayList<>(BATCH);
        Iterator<Sample> samples = new DemoSource(SEED, NOW).between(from, to).iterator();
        while (samples.hasNext()) {
            batch.add(samples.next());
            if (batch.size() == BATCH || !samples.hasNext()) {
                edition.samples().append(batch, "demo");
                batch.clear();
            }
        }
    }

    static dev.stillframe.core.settings.Settings settingsOf(Path folder) {
        return SettingsFile.read(new DataFolder(folder).settings(), Map.of());
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
