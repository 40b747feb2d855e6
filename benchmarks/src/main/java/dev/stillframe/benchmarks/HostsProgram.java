package dev.stillframe.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Many hosts, built by a Java of its own with a heap of 512 MB. */
final class HostsProgram {
    private static final String HEAP = "-Xmx512m";

    private final PrintStream out;
    private final Options options;

    HostsProgram(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
    }

    void run() throws IOException, InterruptedException {
        out.println(
                "HOSTS  " + Table.number(options.hosts()) + " hosts, 14 days, a sample each 15 minutes, three metrics;"
                        + " a Java of its own with " + HEAP + "\n");
        out.flush();
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        try (Scratch scratch = Scratch.in(options.folder())) {
            Process child = new ProcessBuilder(List.of(
                            java,
                            HEAP,
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HostsChild.class.getName(),
                            scratch.folder().toString(),
                            Integer.toString(options.hosts())))
                    .inheritIO()
                    .start();
            int code = child.waitFor();
            if (code != 0) {
                out.println("  It ended with exit code " + code + ": the aim is missed.\n");
            }
        }
    }
}
