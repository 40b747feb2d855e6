package dev.stillframe.benchmarks;

import dev.stillframe.core.publish.BuildOutcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;

/** A whole build on a real folder after one new sample, with one and with twelve months of history. */
final class BuildProgram {
    private static final int WARM_UP = 200;
    private static final int MEASURED = 101;
    private static final double AIM_MILLIS = 6;

    private final PrintStream out;
    private final Path parent;

    BuildProgram(PrintStream out, Path parent) {
        this.out = out;
        this.parent = parent;
    }

    /**
     * What was measured at one length of history.
     *
     * @param times of builds after one new sample
     * @param work what one such build read and wrote
     * @param first the first build, from the sample store, milliseconds by the clock
     */
    private record Result(BuildTimes times, Work work, double first) {}

    /**
     * What one build after one new sample read and wrote.
     *
     * @param rows log entries read
     * @param payloads payloads written
     * @param files files that are new or replaced, the database's aside
     * @param handed bytes handed to the system by all writes, the database's included; -1 where it does not tell
     * @param state bytes of the stored state
     */
    private record Work(long rows, int payloads, FolderChange files, long handed, long state) {}

    void run() throws IOException, SQLException {
        out.println(
                "BUILD  one host, a sample each 5 minutes, five metrics; one new sample, then a whole build of 24 + 24"
                        + " files on a real");
        out.println("       folder; medians of " + MEASURED + " builds\n");
        Result month = measure(30);
        Result year = measure(365);
        Table times = new Table("ms by the clock (of the processor)", "1 month", "12 months", "12 / 1");
        for (BuildTimes.Part part : BuildTimes.Part.values()) {
            Timing a = month.times().of(part);
            Timing b = year.times().of(part);
            times.row(part.title(), both(a), both(b), Table.times(b.median(), a.median()));
        }
        times.row("first build, from the samples", Table.number(month.first(), 0), Table.number(year.first(), 0));
        times.print(out);
        work(month.work(), year.work());
        out.println("  Aim for writing: " + AIM_MILLIS + " ms, as much again as folding, encoding and compressing.\n");
        new BuildPeers(out).run(year.times().of(BuildTimes.Part.BUILD), MEASURED);
    }

    private static String both(Timing timing) {
        return timing.shown() + " (" + timing.processorShown() + ")";
    }

    private void work(Work month, Work year) {
        Table table = new Table("work of one build", "1 month", "12 months");
        table.row("log rows read", Table.number(month.rows()), Table.number(year.rows()));
        table.row("payloads written", Table.number(month.payloads()), Table.number(year.payloads()));
        table.row(
                "files written",
                Table.number(month.files().files()),
                Table.number(year.files().files()));
        table.row(
                "  bytes in them",
                Table.number(month.files().bytes()),
                Table.number(year.files().bytes()));
        table.row("bytes handed to the system", Table.number(month.handed()), Table.number(year.handed()));
        table.row("bytes of stored state", Table.number(month.state()), Table.number(year.state()));
        table.print(out);
    }

    private Result measure(int days) throws IOException {
        try (Scratch scratch = Scratch.in(parent);
                BuildSubject subject = new BuildSubject(scratch.folder(), days)) {
            long start = System.nanoTime();
            subject.rebuild();
            double first = (System.nanoTime() - start) / 1e6;
            new BuildTimes().measure(subject, WARM_UP);
            BuildTimes times = new BuildTimes();
            times.measure(subject, MEASURED);
            return new Result(times, work(subject, scratch.folder()), first);
        }
    }

    private static Work work(BuildSubject subject, Path folder) {
        subject.arrive();
        FolderChange.Look before = FolderChange.look(folder);
        subject.ledger().clear();
        long handed = Machine.bytesWritten();
        BuildOutcome.Built built = subject.build();
        handed = handed < 0 ? -1 : Machine.bytesWritten() - handed;
        FolderChange files = FolderChange.between(before, FolderChange.look(folder), ".db");
        return new Work(subject.ledger().rows(), built.written(), files, handed, subject.stateBytes());
    }
}
