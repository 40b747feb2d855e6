package dev.stillframe.benchmarks;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.publish.BuildOutcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A whole build on a real folder after one new sample, with one and with twelve months of history. */
final class BuildProgram {
    private static final int WARM_UP = 150;
    private static final int MEASURED = 101;
    private static final double AIM_MILLIS = 6;
    private static final String[] WRITING = {"SnapshotStore.stage", "SnapshotStore.promote", "SnapshotStore.publish"};

    private final PrintStream out;
    private final Path parent;

    BuildProgram(PrintStream out, Path parent) {
        this.out = out;
        this.parent = parent;
    }

    /**
     * What was measured at one length of history; times in milliseconds.
     *
     * @param first the first build, from the sample store
     * @param cells the rows of the table, in their order
     * @param total a build after one new sample
     */
    private record Result(double first, List<String> cells, Timing total) {}

    void run() throws IOException, SQLException {
        out.println("BUILD  one host, a sample each 5 minutes, five metrics; one new sample, then a whole build of 24 + 24 files");
        out.println("       on a real folder; medians of " + MEASURED + " builds\n");
        Result month = measure(30);
        Result year = measure(365);
        List<String> names = List.of(
                "build, ms",
                "  1/10 to 9/10, ms",
                "  folding, encoding, compressing, checking, ms",
                "  writing: staged pack, payloads, metas, manifest, ms",
                "  commit with its one sync, ms",
                "  reading log and state, ms",
                "  reading back, lease, old versions, ms",
                "log rows read",
                "payloads written",
                "files written, pack and manifest included",
                "bytes in these files",
                "bytes handed to the system, database included",
                "bytes of stored state",
                "taking the sample in (one sync), ms",
                "first build, from the samples, ms");
        Table table = new Table("history", "1 month", "12 months", "ratio");
        for (int i = 0; i < names.size(); i++) {
            table.row(names.get(i), month.cells().get(i), year.cells().get(i), i == 0 ? ratio(month, year) : "");
        }
        table.print(out);
        out.println("  Aim for writing: as much again as folding, encoding and compressing, " + AIM_MILLIS + " ms.\n");
        peers(year.total());
    }

    private static String ratio(Result month, Result year) {
        return Table.times(year.total().median(), month.total().median());
    }

    private Result measure(int days) throws IOException {
        try (Scratch scratch = Scratch.in(parent);
                BuildSubject subject = new BuildSubject(scratch.folder(), days)) {
            long start = System.nanoTime();
            subject.rebuild();
            double first = (System.nanoTime() - start) / 1e6;
            for (int i = 0; i < WARM_UP; i++) {
                subject.arrive();
                subject.build();
            }
            Times times = new Times();
            for (int i = 0; i < MEASURED; i++) {
                times.add(subject);
            }
            subject.arrive();
            FolderChange.Look before = FolderChange.look(scratch.folder());
            subject.ledger().clear();
            long handed = Machine.bytesWritten();
            BuildOutcome.Built built = subject.build();
            handed = Machine.bytesWritten() - handed;
            FolderChange change = FolderChange.between(before, FolderChange.look(scratch.folder()), ".db");
            List<String> cells = new ArrayList<>(times.cells());
            cells.add(Table.number(subject.ledger().rows()));
            cells.add(Integer.toString(built.written()));
            cells.add(Integer.toString(change.files()));
            cells.add(Table.number(change.bytes()));
            cells.add(handed < 0 ? "unknown" : Table.number(handed));
            cells.add(Table.number(subject.stateBytes()));
            cells.add(Timing.of(times.arriving).shown());
            cells.add(Table.number(first, 0));
            return new Result(first, cells, Timing.of(times.total));
        }
    }

    /** Nanoseconds of each measured build, in all and by part. */
    private static final class Times {
        private final long[] arriving = new long[MEASURED];
        private final long[] total = new long[MEASURED];
        private final long[] own = new long[MEASURED];
        private final long[] writing = new long[MEASURED];
        private final long[] commit = new long[MEASURED];
        private final long[] reading = new long[MEASURED];
        private final long[] rest = new long[MEASURED];
        private int size;

        void add(BuildSubject subject) {
            long start = System.nanoTime();
            subject.arrive();
            arriving[size] = System.nanoTime() - start;
            Ledger ledger = subject.ledger();
            ledger.clear();
            start = System.nanoTime();
            subject.build();
            total[size] = System.nanoTime() - start;
            own[size] = total[size] - ledger.allNanos();
            writing[size] = ledger.nanos(WRITING);
            commit[size] = ledger.nanos("CheckpointStore.replace");
            reading[size] = ledger.nanos("SampleStore.readAfter", "CheckpointStore.load", "CheckpointStore.object");
            rest[size] = ledger.allNanos() - writing[size] - commit[size] - reading[size];
            size++;
        }

        List<String> cells() {
            Timing all = Timing.of(total);
            List<String> cells = new ArrayList<>(List.of(all.shown(), all.spread()));
            for (long[] part : List.of(own, writing, commit, reading, rest)) {
                cells.add(Timing.of(part).shown());
            }
            return cells;
        }
    }

    private void peers(Timing ours) throws IOException, SQLException {
        History history = new History("home", PayloadWork.STEP, 5);
        List<Sample> samples = history.days(365);
        List<Integer> points;
        try (PayloadWork work = new PayloadWork(5)) {
            points = work.pointCounts();
        }
        Table table = new Table("peer at 12 months, same run, all in memory", "ms", "peer / whole build", "points as ours");
        for (int threads : List.of(1, Runtime.getRuntime().availableProcessors())) {
            try (SqlPeer peer = SqlPeer.duckDb(samples, threads)) {
                row(table, "DuckDB, 24 queries, threads: " + threads, peer, ours, points);
            }
        }
        try (SqlPeer peer = SqlPeer.sqlite(samples)) {
            row(table, "SQLite, 24 queries", peer, ours, points);
        }
        try (RrdPeer peer = new RrdPeer(samples, PayloadWork.STEP)) {
            long[] nanos = new long[MEASURED];
            for (int i = 0; i < 2 * MEASURED; i++) {
                Sample next = history.at(History.END + (i + 1) * PayloadWork.STEP);
                long start = System.nanoTime();
                peer.update(next);
                peer.fetch(next.t());
                nanos[i % MEASURED] = System.nanoTime() - start;
            }
            Timing timing = Timing.of(nanos);
            table.row(
                    "rrd4j, one update, 24 fetches of three",
                    timing.shown(),
                    Table.times(timing.median(), ours.median()),
                    "no: whole steps, no counts");
        }
        table.print(out);
        out.println("  The peers stop at the numbers: no JSON, no gzip, no files, no commit. Ours includes all of it.\n");
    }

    private static void row(Table table, String name, SqlPeer peer, Timing ours, List<Integer> points) {
        boolean same = peer.points(History.END).equals(points);
        Timing timing = Timing.of(() -> peer.points(History.END).size());
        table.row(name, timing.shown(), Table.times(timing.median(), ours.median()), same ? "yes" : "NO");
    }
}
