package dev.stillframe.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How numbers, times and tables look in a terminal. */
final class Text {
    private Text() {}

    /** 1234567 as 1,234,567. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A count and its word: 1 sample, 2 samples. */
    static String count(long number, String word) {
        return count(number) + " " + word + (number == 1 ? "" : "s");
    }

    /** 4.2 kB, 1.3 MB. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes / 1000.0;
        for (String unit : List.of("kB", "MB", "GB")) {
            if (value < 1000 || unit.equals("GB")) {
                return String.format(Locale.ROOT, "%.1f %s", value, unit);
            }
            value /= 1000;
        }
        throw new AssertionError();
    }

    /** 850 ms, 4.2 s, 3 min 20 s, 5 h 3 min, 12 d 4 h. */
    static String duration(long millis) {
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = millis / 1000;
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }

    /** The time between two tests: 10 s, 5 min, 90 min, 6 h, 1 d. */
    static String step(long millis) {
        for (long[] unit : new long[][] {{86_400_000, 0}, {3_600_000, 1}, {60_000, 2}, {1_000, 3}}) {
            if (millis % unit[0] == 0) {
                return millis / unit[0] + List.of(" d", " h", " min", " s").get((int) unit[1]);
            }
        }
        return millis + " ms";
    }

    /** What strangers sent may hold characters that a terminal would obey. */
    static String visible(String text) {
        return text.replaceAll("\\p{C}", "?");
    }

    /** A table with columns as wide as they must be; those whose heading begins with '>' are aligned right. */
    static List<String> table(List<String> headings, List<List<String>> rows) {
        int columns = headings.size();
        int[] width = new int[columns];
        boolean[] right = new boolean[columns];
        List<List<String>> all = new ArrayList<>();
        List<String> top = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            right[c] = headings.get(c).startsWith(">");
            top.add(right[c] ? headings.get(c).substring(1) : headings.get(c));
        }
        all.add(top);
        all.addAll(rows);
        for (List<String> row : all) {
            for (int c = 0; c < columns; c++) {
                width[c] = Math.max(width[c], row.get(c).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String pad = " ".repeat(width[c] - row.get(c).length());
                line.append(c == 0 ? "" : "  ");
                line.append(right[c] ? pad + row.get(c) : row.get(c) + pad);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
