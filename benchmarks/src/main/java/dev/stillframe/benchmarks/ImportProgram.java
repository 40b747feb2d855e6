package dev.stillframe.benchmarks;

import dev.stillframe.core.ingest.ImportException;
import dev.stillframe.core.ingest.ImportReport;
import dev.stillframe.core.ingest.ImportSettings;
import dev.stillframe.core.ingest.Importer;
import dev.stillframe.core.ingest.ProgressListener;
import dev.stillframe.core.ingest.Source;
import dev.stillframe.core.ingest.Units;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lines a second from a log into a fresh data folder; beside it, what the database alone can do. */
final class ImportProgram {
    private static final double AIM = 150_000;
    private static final int RUNS = 3;
    private static final String LOG_SUFFIX = ".csv";

    private final PrintStream out;
    private final Options options;

    ImportProgram(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
    }

    /** Something to measure. */
    private interface Run {
        /** Works in an empty folder. */
        void in(Path folder) throws IOException, SQLException;
    }

    void run() throws IOException, SQLException {
        int lines = options.lines();
        out.println("IMPORT  " + Table.number(lines) + " lines as speedtest-cli writes them, into a fresh data folder;"
                + " every 10,000 samples synced;");
        out.println("        the median of " + RUNS + " runs\n");
        try (Scratch scratch = Scratch.in(options.folder())) {
            Path log = scratch.folder().resolve("invented.csv");
            InventedLog.write(log, lines);
            Timing cold = time(1, folder -> report(log, folder));
            Timing warm = time(RUNS, folder -> report(log, folder));
            Timing plain = time(RUNS, folder -> InsertPeer.plain(folder.resolve("peer.db"), lines));
            Timing indexed = time(RUNS, folder -> InsertPeer.log(folder.resolve("peer.db"), lines));
            Timing duck = time(RUNS, folder -> duckDb(log, folder));
            Table table = new Table("", "seconds", "processors, s", "lines/s", "of the aim", "seconds, peer / ours");
            row(table, "import, Java just started", lines, cold, warm);
            row(table, "import, warm", lines, warm, warm);
            row(table, "peer: SQLite inserts, parsed before, plain table", lines, plain, warm);
            row(table, "peer: SQLite inserts, parsed before, log + 2 indexes", lines, indexed, warm);
            row(table, "peer: DuckDB read_csv into a file", lines, duck, warm);
            table.print(out);
            out.println("  The log has " + Table.number(Files.size(log) >> 20) + " MB. Aim: " + Table.number(AIM, 0)
                    + " lines/s.\n");
        }
        Path logs = options.logs();
        if (logs == null) {
            out.println("  No real logs: name a folder of them with --logs.\n");
        } else {
            real(logs);
        }
    }

    private static void row(Table table, String name, long lines, Timing timing, Timing ours) {
        double rate = lines * 1e9 / timing.median();
        table.row(
                name,
                Table.number(timing.median() / 1e9, 2),
                Table.number(timing.processor() / 1e9, 2),
                Table.number(rate, 0),
                Table.times(rate, AIM),
                Table.times(timing.median(), ours.median()));
    }

    /** Times by the clock, and of the processors for all threads together. */
    private Timing time(int runs, Run run) throws IOException, SQLException {
        long[] clock = new long[runs];
        long[] processor = new long[runs];
        for (int i = 0; i < runs; i++) {
            try (Scratch scratch = Scratch.in(options.folder())) {
                long used = Machine.processorNanos();
                long start = System.nanoTime();
                run.in(scratch.folder());
                clock[i] = System.nanoTime() - start;
                processor[i] = Machine.processorNanos() - used;
            }
        }
        return Timing.of(clock, processor);
    }

    /** Imports a log into a folder. */
    static ImportReport report(Path log, Path folder) {
        InstantSource clock = InstantSource.system();
        try (Edition edition = Edition.open(new DataFolder(folder), Settings.DEFAULT, clock)) {
            ImportSettings settings = new ImportSettings("home", ZoneOffset.UTC, null, Units.OWN);
            Source source = new Source(log.toString(), () -> Files.newInputStream(log));
            return new Importer(edition.samples(), edition.imports(), Settings.DEFAULT.metrics(), clock)
                    .run(List.of(source), settings, ProgressListener.NONE);
        }
    }

    private static void duckDb(Path log, Path folder) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("peer.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE samples AS SELECT * FROM read_csv('" + log + "')");
            statement.execute("CHECKPOINT");
        }
    }

    private void real(Path logs) throws IOException, SQLException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(logs)) {
            files = all.filter(p -> p.toString().endsWith(LOG_SUFFIX)).sorted().toList();
        }
        Table table = new Table("real log, speedtest-cli's format", "lines", "taken", "failed", "ms", "lines/s");
        List<String> others = new ArrayList<>();
        for (Path file : files) {
            String name = logs.relativize(file).toString();
            try (Scratch scratch = Scratch.in(options.folder())) {
                ImportReport report = report(file, scratch.folder());
                double nanos = time(11, folder -> report(file, folder)).median();
                table.row(
                        name,
                        Table.number(report.lines()),
                        Table.number(report.taken()),
                        Table.number(report.failedTests()),
                        Table.number(nanos / 1e6, 0),
                        Table.number(report.lines() * 1e9 / nanos, 0));
            } catch (ImportException e) {
                others.add(name);
            }
        }
        table.print(out);
        out.println("  Times of whole imports, the making of the database included. In another format: "
                + (others.isEmpty() ? "none" : String.join(", ", others)) + ".\n");
    }
}
