package dev.stillframe.benchmarks;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.read.Request;
import dev.stillframe.core.read.StandIn;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request for the largest public file, without the network; beside it, the file alone and the question to a database. */
final class ReadsProgram {
    private static final String KEY = "host=home/latest_12m_500.json";

    /** Knows nothing: no file is lost here. */
    static final StandIn NONE = new StandIn() {
        @Override
        public Optional<SnapshotStore.Published> standIn(String key) {
            return Optional.empty();
        }

        @Override
        public boolean knows(Scope scope) {
            return false;
        }
    };

    private final PrintStream out;
    private final Path parent;

    ReadsProgram(PrintStream out, Path parent) {
        this.out = out;
        this.parent = parent;
    }

    void run() throws IOException, SQLException {
        out.println("READS  one request for /" + KEY + ", one core, without the network; five metrics\n");
        try (Scratch scratch = Scratch.in(parent);
                BuildSubject subject = new BuildSubject(scratch.folder(), 365)) {
            subject.rebuild();
            DataFolder folder = new DataFolder(scratch.folder());
            try (Edition edition = Edition.open(folder, Settings.DEFAULT, new SteppedClock(subject.now()))) {
                measure(edition);
            }
        }
    }

    private void measure(Edition edition) throws SQLException {
        PublicFiles files = new PublicFiles(edition.ports().snapshots(), NONE, key -> {}, PublicFiles.DEFAULT_MEMORY);
        Answer first = files.answer(get("gzip", null));
        if (first.status() != 200) {
            throw new IllegalStateException(KEY + " was answered with " + first.status());
        }
        String etag = first.header("ETag").orElseThrow();
        Timing packed = Timing.of(() -> files.answer(get("gzip", null)).body().length);
        Timing plain = Timing.of(() -> files.answer(get(null, null)).body().length);
        Timing unchanged = Timing.of(() -> files.answer(get("gzip", etag)).status());
        Path file = edition.folder().publicFiles().resolve(KEY + ".gz");
        Timing bare = Timing.of(() -> size(file));

        Table table = new Table("", "microseconds", "requests/s", "peer / ours");
        row(table, "200, gzip (" + Table.number(first.body().length) + " bytes)", packed, packed);
        row(table, "200, plain", plain, packed);
        row(table, "304", unchanged, packed);
        row(table, "peer: the file read, unproven", bare, packed);
        List<Sample> samples = new History("home", PayloadWork.STEP, 5).days(365);
        try (SqlPeer peer = SqlPeer.duckDb(samples, 1)) {
            row(
                    table,
                    "peer: DuckDB's query, in memory, one thread",
                    Timing.of(() -> peer.largest(History.END)),
                    packed);
        }
        try (SqlPeer peer = SqlPeer.sqlite(samples)) {
            row(table, "peer: SQLite's query, in memory", Timing.of(() -> peer.largest(History.END)), packed);
        }
        table.print(out);
        out.println(
                "  Ours proves at each request that the file is the one that was put there (a look at its inode).\n");
    }

    private static Request get(@Nullable String encoding, @Nullable String etag) {
        return new Request("GET", "/" + KEY, null, etag, null, encoding);
    }

    private static long size(Path file) {
        try {
            return Files.readAllBytes(file).length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void row(Table table, String name, Timing timing, Timing ours) {
        table.row(
                name,
                Table.number(timing.median() / 1e3, 1),
                Table.number(1e9 / timing.median(), 0),
                Table.times(timing.median(), ours.median()));
    }
}
