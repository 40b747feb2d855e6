package dev.stillframe.cli;

import dev.stillframe.cli.demo.DemoSource;
import dev.stillframe.core.ingest.Importer;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.http.HttpServer;
import dev.stillframe.standalone.http.RequestLog;
import dev.stillframe.standalone.settings.SettingsFile;
import dev.stillframe.web.DeploymentPages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: something to look at, within seconds. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "A year of simulated data, or your own log, with the page to look at.",
        description = {
            "Makes twelve months of simulated measurements of three hosts, builds, and serves the page.",
            "With --import it shows your own log instead: if that is old, the clock starts at its newest sample.",
            "The data lies in a temporary folder that is deleted at the end, unless --data names one."
        },
        footer = {"", "Examples:", "  stillframe demo", "  stillframe demo --import speed.csv --host home"})
final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 20_250_101;
    private static final int BATCH = 10_000;
    /** Samples that are older than this are shown at a clock of their own. */
    private static final Duration OLD = Duration.ofMinutes(30);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Nullable
    @Option(names = "--data", paramLabel = "DIR", description = "Keep the data here; the folder must be new or empty.")
    Path data;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The first port to try (default: 8080).")
    int port = 8080;

    @Option(
            names = "--import",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Show these logs instead of a simulation.")
    List<Path> files = new ArrayList<>();

    @Mixin
    FormatOptions format = new FormatOptions();

    @Mixin
    FolderOnly folderOnly = new FolderOnly();

    @Override
    public Integer call() throws IOException, InterruptedException {
        folderOnly.check("demo");
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (port < 1 || port > 65535) {
            throw new WrongUse("--port " + port + " is not within 1 to 65535");
        }
        files.forEach(Imports::check);
        format.checkFor(files);
        format.toSettings(settings());
        DataFolder folder = folder();
        boolean temporary = data == null;
        Running running = new Running();
        if (temporary) {
            running.closes(() -> {
                err.println("Deleting " + folder.root() + " ...");
                delete(folder.root());
            });
        }
        Service service;
        try {
            Show show = files.isEmpty() ? simulation(folder, running) : imported(folder, running);
            running.closes(ServeLock.take(folder));
            show.edition().adoptSettings();
            service = running.closes(new Service(show.edition(), show.clock(), show.shifted(), RequestLog.NONE, err));
            service.beforeEachRound(show.eachRound());
            service.show(HttpServer.LOOPBACK, port);
        } catch (IOException | RuntimeException e) {
            running.close();
            throw e;
        }
        out.println("The page is at");
        out.println();
        out.println("  http://" + HttpServer.LOOPBACK + ":" + service.port() + "/");
        out.println();
        out.println("and the files beside it, such as /latest_1d_100.json and /manifest.json.");
        out.println("Data: " + folder.root() + (temporary ? " (deleted at the end; --data DIR keeps it)" : ""));
        out.println("Ctrl-C stops it.");
        running.await();
        return Stillframe.DONE;
    }

    /** What is shown, by which pages where the clock is not the true one, and what happens at each round of the scheduler. */
    private record Show(
            Edition edition, InstantSource clock, @Nullable Pages shifted, Runnable eachRound) {}

    private DataFolder folder() throws IOException {
        if (data == null) {
            return new DataFolder(Files.createTempDirectory("stillframe-demo-"));
        }
        if (!isNewOrEmpty(data)) {
            throw new WrongUse(
                    "--data " + data + " is not an empty folder, and a demonstration must not mix with what is"
                            + " there; name a new one, or use 'stillframe serve --data " + data + "'");
        }
        return new DataFolder(data);
    }

    private static boolean isNewOrEmpty(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return !Files.exists(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /** The settings of the environment; a new folder has none of its own. */
    private static Settings settings() {
        return SettingsFile.read(Path.of("no-settings-file"), System.getenv());
    }

    private Show simulation(DataFolder folder, Running running) {
        InstantSource clock = InstantSource.system();
        Instant start = clock.instant();
        DemoSource source = new DemoSource(SEED, start);
        Settings settings = Settings.DEFAULT.withPromised(source.promised()).withNotice(DemoSource.NOTICE);
        Edition edition = running.closes(Edition.open(folder, settings, DeploymentPages.of(settings), clock));
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        out.println(DemoSource.NOTICE);
        long stored = fill(edition, source, source.since(), start, err);
        out.println(
                Text.count(stored) + " samples of " + Text.count(source.hosts().size(), "host")
                        + ", twelve months, one each five minutes. More keep coming. Building ...");
        out.flush();
        Instant[] until = {start};
        Runnable more = () -> {
            Instant now = clock.instant();
            if (now.isAfter(until[0])) {
                fill(edition, source, until[0], now, err);
                until[0] = now;
            }
        };
        return new Show(edition, clock, null, more);
    }

    private static long fill(Edition edition, DemoSource source, Instant from, Instant to, PrintWriter err) {
        Progress progress = Progress.pieces(err, "simulated");
        long all = Duration.between(from, to).toMillis()
                / DemoSource.SLOT_MILLIS
                * source.hosts().size();
        long stored = 0;
        List<Sample> batch = new ArrayList<>(BATCH);
        for (Iterator<Sample> samples = source.between(from, to).iterator(); samples.hasNext(); ) {
            batch.add(samples.next());
            if (batch.size() == BATCH || !samples.hasNext()) {
                edition.samples().append(batch, "demo");
                stored += batch.size();
                batch.clear();
                progress.at(stored, all);
            }
        }
        return stored;
    }

    private Show imported(DataFolder folder, Running running) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Settings settings = settings();
        try (Edition edition = Edition.open(folder, settings, InstantSource.system())) {
            Importer importer =
                    new Importer(edition.samples(), edition.imports(), settings.metrics(), InstantSource.system());
            new Imports(importer, out, err).run(files, format.toSettings(settings), format.namesHost(), false);
        }
        long newest = newest(folder, settings);
        boolean old = InstantSource.system().millis() - newest > OLD.toMillis();
        OffsetClock clock = old
                ? OffsetClock.startingAt(Instant.ofEpochMilli(newest).plusSeconds(1))
                : new OffsetClock(Duration.ZERO);
        Pages shifted = null;
        if (old) {
            String notice =
                    "Shown as of " + Instant.ofEpochMilli(newest) + ", when the newest of these samples was taken.";
            out.println(notice);
            shifted = DeploymentPages.shifted(settings, clock.offset(), notice);
        }
        out.println("Building ...");
        out.flush();
        Edition edition = running.closes(Edition.open(folder, settings, DeploymentPages.of(settings), clock));
        return new Show(edition, clock, shifted, () -> {});
    }

    private static long newest(DataFolder folder, Settings settings) {
        InstantSource clock = InstantSource.system();
        try (Edition edition = Edition.open(folder, settings, clock)) {
            return edition.samples().newest(Scope.ALL, clock.millis(), 1).stream()
                    .mapToLong(Sample::t)
                    .findFirst()
                    .orElse(clock.millis());
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
