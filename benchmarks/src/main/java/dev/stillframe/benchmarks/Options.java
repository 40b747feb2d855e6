package dev.stillframe.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param folder where temporary folders are made: the disk that is measured
 * @param logs a folder of real logs to import too, null for none
 * @param launcher the launcher to start, null when none is found
 * @param lines lines of the invented log
 * @param hosts hosts of the many-hosts program
 */
record Options(Path folder, @Nullable Path logs, @Nullable Path launcher, int lines, int hosts) {
    /**
     * Reads options, each a name and a value.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static Options parse(String[] args, int from) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        Path logs = null;
        Path launcher = found();
        int lines = 1_000_000;
        int hosts = 1_000;
        for (int i = from; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--folder" -> folder = Path.of(value);
                case "--logs" -> logs = Path.of(value);
                case "--launcher" -> launcher = Path.of(value);
                case "--lines" -> lines = positive(args[i], value);
                case "--hosts" -> hosts = positive(args[i], value);
                default -> throw new IllegalArgumentException("there is no option " + args[i]);
            }
        }
        return new Options(folder, logs, launcher, lines, hosts);
    }

    private static @Nullable Path found() {
        for (String place : new String[] {"./stillframe", "../stillframe"}) {
            if (Files.isExecutable(Path.of(place)) && Files.isRegularFile(Path.of(place))) {
                return Path.of(place);
            }
        }
        return null;
    }

    private static int positive(String name, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(name + " needs a whole number above 0, not " + value);
    }
}
