package dev.stillframe.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/** An invented log in the format of speedtest-cli's {@code --csv}: one line a minute, with header, quotes and labels. */
final class InventedLog {
    private static final long STEP_MILLIS = 60_000;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private InventedLog() {}

    /** Writes so many lines, the last at {@link History#END}. */
    static void write(Path file, int lines) throws IOException {
        SplittableRandom chance = new SplittableRandom(7);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("Server ID,Sponsor,Server Name,Timestamp,Distance,Ping,Download,Upload,Share,IP Address\n");
            for (int i = lines - 1; i >= 0; i--) {
                int server = chance.nextInt(5);
                out.write((1000 + server) + ",Example Net " + server + ",\"Town " + server + ", North\",");
                out.write(STAMP.format(Instant.ofEpochMilli(History.END - i * STEP_MILLIS + chance.nextInt(1000))));
                out.write("," + (3.5 + server) + "," + (9 + 3 * chance.nextDouble()) + ",");
                out.write((90e6 + 5e6 * chance.nextDouble()) + "," + (40e6 + 2e6 * chance.nextDouble()));
                out.write(",,203.0.113.7\n");
            }
        }
    }
}
