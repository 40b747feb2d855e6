package dev.stillframe.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How long {@code ./stillframe --help} takes, from start to end of its process. */
final class StartupProgram {
    private static final double AIM_MILLIS = 300;
    private static final int RUNS = 10;

    private final PrintStream out;
    private final @Nullable Path launcher;

    StartupProgram(PrintStream out, @Nullable Path launcher) {
        this.out = out;
        this.launcher = launcher;
    }

    void run() throws IOException, InterruptedException {
        out.println("STARTUP  " + RUNS + " runs of the command line after one that builds, and of the barest Java\n");
        if (launcher == null) {
            out.println("  No launcher found: name it with --launcher.\n");
            return;
        }
        String command = launcher.toAbsolutePath().normalize().toString();
        if (!works(command, "--help")) {
            out.println("  " + launcher + " --help fails: nothing to measure.\n");
            return;
        }
        Timing help = time(command, "--help");
        Timing bare =
                time(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version");
        new Table("", "ms", "1/10 to 9/10", "")
                .row(
                        "./stillframe --help",
                        help.shown(),
                        help.spread(),
                        Table.times(help.millis(), AIM_MILLIS) + " of the aim")
                .row(
                        "peer: java -version",
                        bare.shown(),
                        bare.spread(),
                        Table.times(bare.median(), help.median()) + " of ours")
                .print(out);
    }

    private static Timing time(String... command) throws IOException, InterruptedException {
        long[] nanos = new long[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            if (!works(command)) {
                throw new IllegalStateException(Arrays.toString(command) + " failed");
            }
            nanos[i] = System.nanoTime() - start;
        }
        return Timing.of(nanos);
    }

    private static boolean works(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
