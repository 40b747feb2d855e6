package dev.stillframe.benchmarks;

import dev.stillframe.core.model.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;

/** Other ways to the numbers of the 24 files of twelve months, all with the samples in memory. */
final class BuildPeers {
    private final PrintStream out;
    private final History history = new History("home", PayloadWork.STEP, 5);
    private final List<Sample> samples = history.days(365);

    BuildPeers(PrintStream out) {
        this.out = out;
    }

    /** Measures them and holds them against the time of a whole build. */
    void run(Timing ours, int runs) throws IOException, SQLException {
        List<Integer> points;
        try (PayloadWork work = new PayloadWork(5)) {
            points = work.pointCounts();
        }
        Table table =
                new Table("peer at 12 months, same run", "ms by the clock", "peer / whole build", "points as ours");
        for (int threads : List.of(1, Runtime.getRuntime().availableProcessors())) {
            try (SqlPeer peer = SqlPeer.duckDb(samples, threads)) {
                sql(table, "DuckDB, 24 queries, threads: " + threads, peer, ours, points);
            }
        }
        try (SqlPeer peer = SqlPeer.sqlite(samples)) {
            sql(table, "SQLite, 24 queries", peer, ours, points);
        }
        Timing rrd = rrd(runs);
        table.row(
                "rrd4j, one update, 24 x 3 fetches",
                rrd.shown(),
                Table.times(rrd.median(), ours.median()),
                "no: whole steps only");
        table.print(out);
        out.println(
                "  The peers stop at the numbers: no JSON, no gzip, no files, no commit. Ours is all of it. rrd4j folds as"
                        + " ours does,");
        out.println(
                "  but keeps no counts and no failures, takes no late sample, and cuts windows into whole steps.\n");
    }

    private static void sql(Table table, String name, SqlPeer peer, Timing ours, List<Integer> points) {
        boolean same = peer.points(History.END).equals(points);
        Timing timing = Timing.of(() -> peer.points(History.END).size());
        table.row(name, timing.shown(), Table.times(timing.median(), ours.median()), same ? "yes" : "NO");
    }

    private Timing rrd(int runs) throws IOException {
        try (RrdPeer peer = new RrdPeer(samples, PayloadWork.STEP)) {
            long[] nanos = new long[runs];
            for (int i = 0; i < 2 * runs; i++) {
                Sample next = history.at(History.END + (i + 1) * PayloadWork.STEP);
                long start = System.nanoTime();
                peer.update(next);
                peer.fetch(next.t());
                nanos[i % runs] = System.nanoTime() - start;
            }
            return Timing.of(nanos);
        }
    }
}
