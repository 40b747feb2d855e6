package dev.stillframe.benchmarks;

import dev.stillframe.benchmarks.coldstart.ColdStart;
import dev.stillframe.benchmarks.coldstart.ColdStartRuns;
import dev.stillframe.benchmarks.coldstart.Function;
import dev.stillframe.benchmarks.coldstart.Variant;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** How long the functions take from the start of their process to their first answer, with and without archives. */
final class ColdStartProgram {
    private static final int RUNS = 5;
    private static final long STEP = 900_000;
    private static final double BYTES_A_MEGABYTE = 1e6;

    private final PrintStream out;
    private final Options options;

    ColdStartProgram(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
    }

    void run() throws IOException, InterruptedException {
        out.println(
                "COLDSTART  medians of " + RUNS + " processes each; heap 870 MB, serial collector, first compiler only;"
                        + " servers on this machine\n");
        Path launcher = options.launcher();
        if (launcher == null) {
            out.println("  No repository found: name its launcher with --launcher.\n");
            return;
        }
        Path root = launcher.toAbsolutePath().normalize().resolveSibling("");
        List<Path> missing = ColdStartRuns.missing(root);
        if (!missing.isEmpty()) {
            out.println("  Not built yet: " + missing + ". mvn -q -pl benchmarks -am package -DskipTests\n");
            return;
        }
        History history = new History("home", STEP, 5);
        try (Scratch scratch = Scratch.in(options.folder());
                ColdStartRuns runs = new ColdStartRuns(root, scratch.folder(), history::at)) {
            for (Function function : Function.values()) {
                print(function, runs, runs.measure(function, RUNS));
            }
        }
    }

    private void print(Function function, ColdStartRuns runs, Map<Variant, List<ColdStart>> measured)
            throws IOException {
        Table table = new Table(
                function.name().toLowerCase(java.util.Locale.ROOT) + ": " + function.shown(),
                "Java up, ms",
                "made",
                "answered",
                "1/10 to 9/10",
                "of plain",
                "of the processor",
                "MB of archive");
        double plain = 0;
        for (Map.Entry<Variant, List<ColdStart>> entry : measured.entrySet()) {
            List<ColdStart> starts = entry.getValue();
            Timing answered = timing(starts, ColdStart::answered);
            plain = plain == 0 ? answered.median() : plain;
            table.row(
                    entry.getKey().shown(),
                    millis(starts, ColdStart::started),
                    millis(starts, ColdStart::made),
                    Table.number(answered.millis(), 0),
                    answered.spread(),
                    Table.times(answered.median(), plain),
                    millis(starts, ColdStart::processor),
                    entry.getKey().isTrained()
                            ? Table.number(runs.bytes(function, entry.getKey()) / BYTES_A_MEGABYTE, 1)
                            : "");
        }
        table.print(out);
    }

    private static String millis(List<ColdStart> starts, ToLongFunction<ColdStart> part) {
        return Table.number(timing(starts, part).millis(), 0);
    }

    private static Timing timing(List<ColdStart> starts, ToLongFunction<ColdStart> part) {
        return Timing.of(starts.stream().mapToLong(part).toArray());
    }
}
